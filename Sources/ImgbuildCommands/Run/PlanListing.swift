import BuildFoundation
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
    var state: State
    var reason: String?
    var expectedSeconds: Double?
  }

  /// What becomes of the base or of a step.
  enum State: String, Encodable {
    case cached
    case toRun = "to run"
  }

  /// A step.
  struct Step: Encodable {
    var id: String
    var title: String
    var place: String
    var key: String
    var pins: [String: String]
    var origin: String?
    var state: State
    var reason: String?
    var expectedSeconds: Double?
  }

  let name: String
  let description: String?
  let key: String
  let base: Base
  let steps: [Step]

  init(_ plan: BuildPlan, _ forecast: BuildForecast) {
    name = plan.recipe.name.value
    description = plan.recipe.description
    key = plan.key.hex
    let rows = forecast.rows
    base = Base(
      title: plan.baseActivity.title, key: plan.baseKey.hex, pins: plan.base.pins,
      state: State(rows[0]), reason: rows[0].reason, expectedSeconds: rows[0].seconds)
    steps = zip(plan.steps, rows.dropFirst()).map { planned, row in
      Step(
        id: planned.activity.id, title: planned.activity.title, place: planned.step.place.rawValue,
        key: planned.key.hex, pins: planned.step.pins, origin: planned.step.origin,
        state: State(row), reason: row.reason,
        expectedSeconds: row.seconds)
    }
  }

  /// A table: where, key, whether it has to run, what; below that why, and what it is pinned to.
  var lines: [String] {
    let rows =
      [
        Row(
          place: "base", key: base.key, title: base.title,
          state: Self.words(base.state, base.expectedSeconds),
          notes: Self.notes(base.reason) + Self.lines(base.pins))
      ]
      + steps.map {
        Row(
          place: $0.place, key: $0.key, title: $0.title,
          state: Self.words($0.state, $0.expectedSeconds),
          notes: Self.notes($0.reason) + Self.lines($0.pins))
      }
    let places = rows.map(\.place.count).max() ?? 0
    let states = rows.map(\.state.count).max() ?? 0
    let margin = String(repeating: " ", count: places + states + 18)
    let heading = description.map { "\(name)  \($0.split(separator: "\n").first ?? "")" } ?? name
    return [heading.sanitized]
      + rows.flatMap { row in
        let place = row.place.padding(toLength: places, withPad: " ", startingAt: 0)
        let state = row.state.padding(toLength: states, withPad: " ", startingAt: 0)
        return ["\(place)  \(row.key.prefix(12))  \(state)  \(row.title.sanitized)"]
          + row.notes.map { margin + $0.sanitized }
      }
  }

  private struct Row {
    var place: String
    var key: String
    var title: String
    var state: String
    /// Lines below it.
    var notes: [String]
  }

  private static func words(_ state: State, _ seconds: Double?) -> String {
    guard let seconds else { return state.rawValue }
    return "\(state.rawValue), \(Duration.seconds(seconds.rounded()).inWords)"
  }

  private static func lines(_ pins: [String: String]) -> [String] {
    pins.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
  }

  private static func notes(_ reason: String?) -> [String] { reason.map { ["why: \($0)"] } ?? [] }
}

extension PlanListing.State {
  fileprivate init(_ row: BuildForecast.Row) {
    self = row.isCached ? .cached : .toRun
  }
}
