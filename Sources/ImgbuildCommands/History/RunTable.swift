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

extension Date {
  /// Date and time to the minute, in the time zone of this host: `2026-01-31 02:30`.
  var localMinute: String {
    formatted(
      Date.VerbatimFormatStyle(
        format: """
          \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
          \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
          \(minute: .twoDigits)
          """, timeZone: .current, calendar: Calendar(identifier: .gregorian)))
  }
}

extension String {
  /// The text up to its first newline.
  var firstLine: String { String(prefix { !$0.isNewline }) }
}

extension TerminalSize {
  /// The columns of standard output; nil when it is no terminal.
  static var ofStandardOutput: Int? {
    isatty(STDOUT_FILENO) == 1 ? TerminalSize(of: STDOUT_FILENO).columns : nil
  }
}
