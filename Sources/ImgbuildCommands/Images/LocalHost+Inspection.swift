import Bases
import BuildFoundation
import Guests
import HostKit
import ImageProperties
import Pipeline
import StorageDaemon
import SystemPackage

extension LocalHost {
  /// This machine as the host of commands that look into one image; guests print into the workspace.
  static func make(
    in workspace: BuildWorkspace, accelerator: AcceleratorChoice, libvirtURI: String? = nil,
    events: any EventSink
  ) async throws -> LocalHost {
    try await make(
      in: workspace, accelerator: accelerator, libvirtURI: libvirtURI, hasShells: false,
      logs: GuestLogs(
        console: workspace.scratch.appending("console.log"),
        appliance: workspace.scratch.appending("appliance.log")), events: events)
  }

  /// The facts of an image; says meanwhile what goes on.
  func facts(of image: ForeignImage, events: any EventSink) async throws -> DiskFacts {
    let row = Activity(id: "inspect", title: "look into the disk")
    events.emit(
      .buildStarted(name: image.path.lastComponent?.string ?? "", activities: [row]))
    return try await ActivityRunner(events: events).run(row, note: \.system.productName) { report in
      try await inspect(image.path, format: image.qemuFormat.rawValue, report: report)
    }.result
  }
}
