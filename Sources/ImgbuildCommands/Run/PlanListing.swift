import Foundation
import Pipeline
import Recipes
import TerminalUI

/// A plan as `imgbuild plan` and `run --dry-run` show it.
struct PlanListing: Encodable {
  /// What the build starts from.
  struct Base: Encodable {
    var title: String
    var key: String
    var pins: [String: String]
  }

  /// A step.
  struct Step: Encodable {
    var id: String
    var title: String
    var place: String
    var key: String
    var origin: String?
  }

  let name: String
  let description: String?
  let key: String
  let base: Base
  let steps: [Step]

  init(_ plan: BuildPlan) {
    name = plan.recipe.name.value
    description = plan.recipe.description
    key = plan.key.hex
    base = Base(title: plan.baseActivity.title, key: plan.baseKey.hex, pins: plan.base.pins)
    steps = plan.steps.map { planned in
      Step(
        id: planned.activity.id, title: planned.activity.title, place: planned.step.place.rawValue,
        key: planned.key.hex, origin: planned.step.origin)
    }
  }

  /// A table: where, key, what; what the base is pinned to below it.
  var lines: [String] {
    let rows =
      [("base", base.key, base.title)] + steps.map { ($0.place, $0.key, $0.title) }
    let pins = base.pins.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let width = rows.map(\.0.count).max() ?? 0
    let margin = String(repeating: " ", count: width + 16)
    let heading = description.map { "\(name)  \($0.split(separator: "\n").first ?? "")" } ?? name
    return [heading.sanitized]
      + rows.enumerated().flatMap { index, row in
        let padding = String(repeating: " ", count: width - row.0.count)
        return ["\(row.0)\(padding)  \(row.1.prefix(12))  \(row.2.sanitized)"]
          + (index == 0 ? pins : []).map { margin + $0.sanitized }
      }
  }
}
