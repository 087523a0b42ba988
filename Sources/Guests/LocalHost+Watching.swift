import BuildFoundation
import Pipeline
import StorageDaemon
import SystemPackage

extension LocalHost {
  /// With less room a guest's writes are about to fail, or have.
  private static let leastRoom = ByteCount.mebibytes(64)

  /// Runs `body`, which has a guest write to the disk of `daemon`; ends it when the daemon has died or
  /// the disk's file system is full.
  func watching<Result: Sendable>(
    _ daemon: StorageDaemon, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let folder = await daemon.overlay.removingLastComponent()
    return try await FaultWatch.run(looking: { daemon.failure ?? Self.shortage(in: folder) }, body)
  }

  /// Runs `body`, which has a guest write to a file in `folder`; ends it when the file system is full.
  func watching<Result: Sendable>(
    _ folder: FilePath, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await FaultWatch.run(looking: { Self.shortage(in: folder) }, body)
  }

  static func shortage(in folder: FilePath) -> BuildError? {
    guard let free = FileSystemSpace(folder)?.free, free < leastRoom else { return nil }
    return .diskFull(folder, free: free)
  }
}
