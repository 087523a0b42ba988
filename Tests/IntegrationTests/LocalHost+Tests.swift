import Guests
import HostKit
import Pipeline
import SystemPackage
import TestSupport

extension LocalHost {
  /// This machine as a host of builds that keep everything but sockets in `folder`.
  static func forTests(in folder: TemporaryFolder) async throws -> LocalHost {
    let choice = try await AcceleratorChoice.auto.resolve {
      await AcceleratorProbe(cacheFile: nil).verdict()
    }
    let sockets = try ProcessFolder.makeFolder()
    let settings = LocalHost.Settings(
      accelerator: choice.accelerator, socketFolder: sockets,
      libvirtRoot: ProcessFolder.libvirtRoot,
      libvirtCache: ProcessFolder.libvirtCache, libvirtURI: nil,
      consoleLog: folder.path.appending("console.log"),
      applianceLog: folder.path.appending("appliance.log"))
    return LocalHost(
      settings,
      scratch: BuildScratch(
        id: sockets.lastComponent?.string ?? "itest", folder: folder.path, onProcess: { _, _ in },
        partialOutput: { $0 }))
  }
}
