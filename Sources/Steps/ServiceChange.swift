import BuildFoundation
import Pipeline
import Recipes

/// `services`: enables, disables and masks systemd units.
struct ServiceChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: ServicesStep

  init(_ source: Recipes.Step, _ action: ServicesStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let changes = [
      ("enable", action.enable), ("disable", action.disable), ("mask", action.mask),
    ]
    for (verb, units) in changes where !units.isEmpty {
      let names = units.map(\.value)
      do {
        try await guest.check(
          GuestCommand(["systemctl", verb] + names, limit: limit),
          doing: "systemctl \(verb)"
        ) { report.output($0) }
      } catch var error as BuildError {
        error.hint = error.hint ?? "is the unit's package installed by an earlier step?"
        throw error
      }
    }
  }
}
