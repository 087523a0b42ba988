import Pipeline
import TerminalUI

/// A plan as `run --dry-run` shows it.
struct PlanListing {
  private let plan: BuildPlan

  init(_ plan: BuildPlan) {
    self.plan = plan
  }

  var lines: [String] {
    let rows =
      [("base", plan.baseKey, plan.baseActivity.title)]
      + plan.steps.map { ($0.step.place.rawValue, $0.key, $0.activity.title) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { place, key, title in
      let padding = String(repeating: " ", count: width - place.count)
      return "\(place)\(padding)  \(key)  \(title.sanitized)"
    }
  }
}
