import BuildFoundation
import BuildHistory
import Foundation
import TerminalUI

/// A run as `history show` shows it.
struct RunReport {
  private let run: RunDetails
  private var summary: RunSummary { run.summary }

  init(_ run: RunDetails) { self.run = run }

  func lines(_ style: TerminalStyle) -> [String] {
    var lines = [heading(style), "  recipe: \(summary.recipe.sanitized)"]
    if let key = summary.key {
      lines.append("  key: \(key.prefix(12)), imgbuild \(summary.imgbuild)")
    }
    if let image = summary.image {
      lines.append(
        "  image: \(image.size), \(image.virtualSize) virtual, sha256 \(image.sha256.prefix(12))…")
    }
    if let contents = run.contents {
      lines.append("  packages: \(contents.packages.count)")
      lines += contents.inputs.sorted { $0.key < $1.key }
        .map { "  made from: \($0.key) \($0.value)".sanitized }
      lines.append(
        ("  properties: "
          + contents.properties.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          .joined(separator: " ")).sanitized)
    }
    if let failure = summary.failure {
      let parts = failure.message.split(whereSeparator: \.isNewline).map { String($0).sanitized }
      lines.append("  \(TextColour.red("why:", style)) \(parts.first ?? "")")
      lines += parts.dropFirst().map { "       \($0)" }
    }
    return lines + activities(style)
  }

  private func heading(_ style: TerminalStyle) -> String {
    let outcome = summary.outcome.colour(summary.outcome.words, style)
    let time = Duration.seconds(summary.seconds).inWords
    return TextColour.bold("run \(summary.id)", style) + "  \(summary.name.sanitized)  \(outcome)  "
      + "\(summary.started.localMinute), \(time)"
  }

  private func activities(_ style: TerminalStyle) -> [String] {
    guard !run.activities.isEmpty else { return [] }
    let cached = run.activities.filter { $0.outcome == .cached }.count
    let table = TextTable(
      [("TIME", .right), ("", .left), ("STEP", .left)],
      rows: run.activities.map { activity in
        [
          .init(activity.outcome == .cached ? "" : Duration.seconds(activity.seconds).inWords),
          .init(activity.outcome.words, activity.outcome.colour), .init(activity.title),
        ]
      })
    return [""] + table.lines(style: style)
      + (cached == 0 ? [] : ["", "\(cached) of \(run.activities.count) rows came from the cache"])
  }
}

extension ActivityRun.Outcome {
  /// The outcome as people say it; nothing for what went as it should.
  var words: String { self == .done ? "" : rawValue }

  var colour: TextColour {
    switch self {
    case .done: .green
    case .cached: .dim
    case .failed: .red
    case .interrupted: .yellow
    }
  }
}
