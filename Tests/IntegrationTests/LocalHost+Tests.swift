import Guests
import HostKit
import Pipeline
import SystemPackage
import TestSupport

extension LocalHost {
  /// This machine as a host of builds that keep everything but sockets in `folder`.
  static func forTests(
    in folder: TemporaryFolder, hasShells: Bool = false
  ) async throws -> LocalHost {
    let choice = try await AcceleratorChoice.auto.resolve {
      await AcceleratorProbe(cacheFile: nil).verdict()
    }
    let sockets = try ProcessFolder.makeFolder()
    let settings = LocalHost.Settings(
      accelerator: choice.accelerator, socketFolder: sockets,
      libvirtRoot: ProcessFolder.libvirtRoot,
      libvirtCache: ProcessFolder.libvirtCache, libvirtURI: nil, hasShells: hasShells,
      applianceCache: ProcessFolder.applianceCache,
      consoleLog: folder.path.appending("console.log"),
      applianceLog: folder.path.appending("appliance.log"))
    return LocalHost(
      settings,
      scratch: BuildScratch(
        id: sockets.lastComponent?.string ?? "itest", folder: folder.path, onProcess: { _, _ in },
        partialOutput: { $0 }))
  }

  /// Gives `body` a disk on top of the shared base; whatever happens there, nothing runs on.
  static func withDisk<Result>(
    in folder: TemporaryFolder, hasShells: Bool = false,
    _ body: (LocalHost, any BuildDisk) async throws -> Result
  ) async throws -> Result {
    let base = try await SharedBase.shared.disk()
    let host = try await forTests(in: folder, hasShells: hasShells)
    let disk = try await host.openDisk(
      on: base, overlay: folder.path.appending("overlay-0.qcow2"))
    do {
      let result = try await body(host, disk)
      try await disk.close()
      await host.close()
      return result
    } catch {
      try? await disk.close()
      await host.close()
      throw error
    }
  }
}
