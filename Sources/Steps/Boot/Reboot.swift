import BuildFoundation
import Pipeline
import Recipes

/// `reboot`: restarts the builder, and ends when it answers again.
struct Reboot: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: RebootStep

  init(_ source: Recipes.Step, _ action: RebootStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard let guest = guest as? any RestartableSystem else {
      throw BuildError(.recipe, "restarting the guest: it is not booted", hint: "say `in: guest`")
    }
    report.progress("waiting for the guest to come back")
    try await guest.restart(limit: limit) { report.progress($0) }
  }
}
