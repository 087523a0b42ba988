import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `updates`: has Windows Update install what it has, at the first boot.
struct UpdateInstallation: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: UpdatesStep
  let doing = "preparing updates"

  init(_ source: Recipes.Step, _ action: UpdatesStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.updates = action.updates
    }
  }
}
