import Foundation
import Pipeline

/// The parts of a row's line.
struct RowLook {
  var mark: String
  var colour: TextColour
  var detail = ""
  var detailColour = TextColour.dim
  var time = ""
  /// Whether the title stands back.
  var isQuiet = false

  init(_ row: BuildRow, marks: Marks, now: Date) {
    time = row.seconds.map { Elapsed.text($0) } ?? ""
    switch row.status {
    case .waiting:
      (mark, colour, isQuiet) = (marks.waiting, .dim, true)
    case .running(let since):
      let seconds = now.timeIntervalSince(since)
      (mark, colour, time) = (marks.spinner(after: seconds), .cyan, Elapsed.text(seconds))
      detail = Self.running(row)
    case .done(let note):
      (mark, colour, detail) = (marks.done, .green, note ?? "")
    case .cached:
      (mark, colour, detail, time, isQuiet) = (marks.done, .dim, "cached", "", true)
    case .failed(let message):
      (mark, colour, detail, detailColour) = (marks.failed, .red, message, .red)
    case .interrupted:
      (mark, colour, detail) = (marks.interrupted, .yellow, "interrupted")
    }
  }

  private static func running(_ row: BuildRow) -> String {
    guard let fraction = row.fraction, fraction.isFinite else { return row.detail }
    let percent = "\(Int((min(1, max(0, fraction)) * 100).rounded(.down)))%"
    return row.detail.isEmpty ? percent : "\(percent) \(row.detail)"
  }
}
