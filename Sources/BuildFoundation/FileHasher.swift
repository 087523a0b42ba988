public import SystemPackage

/// Hashes large files on a queue of its own: seconds of work must not hold the shared pool.
public actor FileHasher {
  private let executor = DispatchQueueExecutor(label: "hashing")

  /// The queue.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Makes a hasher.
  public init() {}

  /// The SHA-256 and SHA-512 of a file, each on a processor of its own; throws as `Digest.ofFile` does.
  public static func digests(
    of path: FilePath
  ) async throws -> (sha256: Digest, sha512: Digest) {
    async let short = FileHasher().digest(of: path, by: .sha256)
    async let long = FileHasher().digest(of: path, by: .sha512)
    return (try await short, try await long)
  }

  /// The SHA-256 of a file; throws as `Digest.ofFile` does.
  public func sha256(of path: FilePath) throws -> Digest {
    try Digest.sha256(ofFile: path)
  }

  /// The digest of a file by `algorithm`; throws as `Digest.ofFile` does.
  public func digest(of path: FilePath, by algorithm: Digest.Algorithm) throws -> Digest {
    try Digest.ofFile(path, by: algorithm)
  }
}
