import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `features`: has Windows enable and disable features at its first boot.
struct FeatureChange: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: FeaturesStep
  let doing = "preparing features"

  init(_ source: Recipes.Step, _ action: FeaturesStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    try await FirstBootEditing(windows: windows).change { plan, _ in
      // The last word about a feature counts.
      let named = Set((action.install + action.remove).map { $0.lowercased() })
      plan.features.removeAll { named.contains($0.name.lowercased()) }
      plan.features += action.remove.map { .init($0, isWanted: false) }
      plan.features += action.install.map { .init($0, isWanted: true) }
      plan.roles += action.roles.filter { !plan.roles.contains($0) }
    }
  }
}
