import Foundation
import Guests
import HostKit
import Pipeline
import SystemPackage

/// Where the guests of a build or a shell print.
struct GuestLogs {
  var console: FilePath
  var appliance: FilePath
}

extension LocalHost {
  /// This machine as the host of what works in `workspace`; says what guests run on.
  static func make(
    in workspace: BuildWorkspace, accelerator: AcceleratorChoice, libvirtURI: String?,
    hasShells: Bool, logs: GuestLogs, events: any EventSink
  ) async throws -> LocalHost {
    let folders = Folders.standard
    let resolution = try await accelerator.resolve {
      await AcceleratorProbe(cacheFile: folders.acceleratorVerdict).verdict()
    }
    events.emit(.notice(.info, message: resolution.reason))
    return LocalHost(
      LocalHost.Settings(
        accelerator: resolution.accelerator, socketFolder: workspace.runtime,
        libvirtRoot: workspace.runtime.appending("v"), libvirtCache: folders.libvirtCache,
        libvirtURI: libvirtURI, hasShells: hasShells, applianceCache: folders.appliance,
        consoleLog: logs.console, applianceLog: logs.appliance), scratch: workspace.buildScratch)
  }
}

extension BuildWorkspace {
  /// The workspace as stages know it.
  var buildScratch: BuildScratch {
    BuildScratch(
      id: id, folder: scratch,
      onProcess: { name, pid in
        // Without the record only a killed imgbuild would leave the process; the work goes on.
        try? self.registerProcess(name, pid: pid, endsGroup: getpgid(pid) == pid)
      },
      partialOutput: { try self.partialOutput(for: $0) })
  }
}
