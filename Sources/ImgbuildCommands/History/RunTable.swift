import BuildFoundation
import BuildHistory
import Foundation
import TerminalUI

/// Runs as `history list` shows them.
struct RunTable {
  private let runs: [RunSummary]

  init(_ runs: [RunSummary]) { self.runs = runs }

  func lines(width: Int?, style: TerminalStyle) -> [String] {
    let rows = runs.map { run -> [TextTable.Cell] in
      [
        .init("\(run.id)"), .init(run.started.localMinute), .init(run.name),
        .init(run.outcome.words, run.outcome.colour),
        .init(Duration.seconds(run.seconds).inWords), .init(run.image.map { "\($0.size)" } ?? ""),
        .init(run.failure?.message.firstLine ?? ""),
      ]
    }
    return TextTable(
      [
        ("RUN", .right), ("STARTED", .left), ("IMAGE", .left), ("OUTCOME", .left), ("TIME", .right),
        ("SIZE", .right), (runs.contains { $0.failure != nil } ? "WHY" : "", .left),
      ], rows: rows
    ).lines(width: width, style: style)
  }
}

extension RunSummary.Outcome {
  /// The outcome as people say it.
  var words: String {
    switch self {
    case .succeeded: "built"
    case .upToDate: "up to date"
    case .failed: "failed"
    case .interrupted: "interrupted"
    }
  }

  var colour: TextColour {
    switch self {
    case .succeeded: .green
    case .upToDate: .dim
    case .failed: .red
    case .interrupted: .yellow
    }
  }
}

extension String {
  /// The text up to its first newline.
  var firstLine: String { String(prefix { !$0.isNewline }) }
}
