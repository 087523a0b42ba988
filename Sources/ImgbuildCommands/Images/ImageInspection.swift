import Bases
import BuildFoundation
import Guests
import HostKit
import ImageProperties
import Pipeline
import Recipes
import StorageDaemon
import SystemPackage
import TerminalUI

/// Looks into an image, without writing to it.
struct ImageInspection: Sendable {
  let path: FilePath
  let claim: FormatClaim
  let accelerator: AcceleratorChoice

  private var name: String { path.lastComponent?.string ?? path.string }

  /// What the image is, and what is on its disk.
  func run() async throws -> (image: ForeignImage, facts: DiskFacts) {
    let image = try await ForeignImage(path, name: name, claim: claim)
    let events = LogFormat.progress()
    let session = GuestSession(name: "inspect", doing: "inspecting \(name)", events: events)
    let facts = try await session.run { workspace in
      let host = try await LocalHost.make(
        in: workspace, accelerator: accelerator, libvirtURI: nil, hasShells: false,
        logs: GuestLogs(
          console: workspace.scratch.appending("console.log"),
          appliance: workspace.scratch.appending("appliance.log")), events: events)
      let row = Activity(id: "inspect", title: "look into the disk")
      events.emit(.buildStarted(name: name, activities: [row]))
      events.emit(.started(row))
      let start = ContinuousClock.now
      let facts = try await host.inspect(
        image.path, format: image.qemuFormat.rawValue, report: StepReport(row.id, to: events))
      let seconds = (ContinuousClock.now - start).seconds
      events.emit(
        .finished(row.id, outcome: .done(note: facts.system.productName), seconds: seconds))
      await host.close()
      return facts
    }
    return (image, facts)
  }

  /// The image that `text` names: a file, or the artifact in a folder.
  static func path(_ text: String) throws -> FilePath {
    let path = FilePath.absolute(text)
    guard let manifest = try ArtifactFiles(path)?.manifest else { return path }
    return path.appending(manifest.image.name)
  }
}
