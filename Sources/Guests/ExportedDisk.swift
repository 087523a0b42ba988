import BuildFoundation
import Pipeline
import StorageDaemon
import SystemPackage

/// The disk of a build, owned by a storage daemon.
struct ExportedDisk: BuildDisk {
  let daemon: StorageDaemon

  init(_ daemon: StorageDaemon) {
    self.daemon = daemon
  }

  var overlay: FilePath {
    get async { await daemon.overlay }
  }

  func checkpoint(renamingTo frozen: FilePath, continuingIn overlay: FilePath) async throws {
    _ = try await daemon.checkpoint(newOverlay: overlay, keptAs: frozen)
  }

  func grow(to size: ByteCount) async throws {
    try await daemon.grow(to: size)
  }

  func close() async throws {
    let folder = await daemon.overlay.removingLastComponent()
    await daemon.stop()
    // What the daemon writes last it cannot complain of.
    if let shortage = LocalHost.shortage(in: folder) { throw shortage }
  }

  /// The daemon behind `disk`; every disk that a `LocalHost` is given comes from `openDisk`.
  static func daemon(of disk: any BuildDisk) throws -> StorageDaemon {
    guard let disk = disk as? ExportedDisk else {
      throw BuildError(.defect, "attaching the disk: it is not one of this host's")
    }
    return disk.daemon
  }
}
