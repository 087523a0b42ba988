import BuildFoundation
import ImageProperties
import Recipes

/// Removes identity from the disk, tells it which blocks are free, inspects it, and derives the
/// properties; all in one appliance launch.
struct SealStage: Sendable {
  let plan: BuildPlan
  let host: any BuildHost
  let activities: ActivityRunner

  func run(_ layers: BuiltLayers) async throws -> (disk: SealedDisk, seconds: Double) {
    do {
      let sealed = try await sealedFacts(layers)
      let overlay = await layers.disk.overlay
      try await layers.disk.close()
      let (facts, properties) = sealed.result
      return (SealedDisk(overlay: overlay, facts: facts, properties: properties), sealed.seconds)
    } catch {
      try? await layers.disk.close()
      throw error
    }
  }

  private func sealedFacts(
    _ layers: BuiltLayers
  ) async throws -> (result: (DiskFacts, PropertySet), seconds: Double) {
    try await activities.launch(.launchForSeal) { launch in
      try await host.withAppliance(
        on: layers.disk, layout: plan.base.layout, report: launch.report
      ) { guest in
        launch.finish(.done(note: nil))
        return try await activities.run(.seal, note: { Self.note($0.0) }) { report in
          try await seal(guest, report)
        }
      }
    }
  }

  private func seal(
    _ guest: any OfflineGuest, _ report: StepReport
  ) async throws -> (DiskFacts, PropertySet) {
    try await plan.sealing.apply(to: guest, report: report)
    report.progress("inspecting the disk")
    let facts = try await guest.inspect()
    let properties = try PropertyRules(facts).properties(
      declared: plan.recipe.properties.mapValues(\.value))
    report.progress("trimming free blocks")
    try await guest.trim()
    return (facts, properties)
  }

  private static func note(_ facts: DiskFacts) -> String {
    "\(facts.system.productName), \(facts.packages.count) packages"
  }
}
