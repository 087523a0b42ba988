public import SystemPackage

extension ImageHash {
  /// The hash of a file's content; throws a `host` error when it cannot be read, and `CancellationError`.
  public static func of(_ path: FilePath, _ algorithm: Algorithm) async throws -> ImageHash {
    let doing = "hashing \(path)"
    return try await UploadFile(path, algorithm, doing: doing).digest(doing: doing)
  }
}
