import Bases
import BuildFoundation
import Guests
import HostKit
import ImageProperties
import Pipeline
import Recipes
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
      let host = try await LocalHost.make(in: workspace, accelerator: accelerator, events: events)
      return try await host.facts(of: image, events: events)
    }
    return (image, facts)
  }
}
