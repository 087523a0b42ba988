public import BuildFoundation
public import SystemPackage

/// The image file of an artifact, as the manifest describes it.
public struct ImageFile: Sendable, Codable, Equatable {
  /// The file's name, beside the manifest.
  public var name: String
  /// Glance's `disk_format`.
  public var format: String
  /// Bytes of the file.
  public var size: ByteCount
  /// Bytes of the disk that a guest sees.
  public var virtualSize: ByteCount
  /// SHA-256 in hexadecimal.
  public var sha256: String
  /// SHA-512 in hexadecimal: what Glance computes as `os_hash_value` by default.
  public var sha512: String
}

extension ImageFile {
  /// Describes the file at `path`, which is hashed.
  ///
  /// Throws `BuildError` when it cannot be read, and `CancellationError`.
  public static func describing(
    _ path: FilePath, format: String, virtualSize: ByteCount
  ) async throws -> ImageFile {
    let (sha256, sha512) = try await FileHasher.digests(of: path)
    return ImageFile(
      name: path.lastComponent?.string ?? "", format: format,
      size: FileStatus(path)?.size ?? ByteCount(bytes: 0), virtualSize: virtualSize,
      sha256: sha256.hex, sha512: sha512.hex)
  }
}
