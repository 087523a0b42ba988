import BuildFoundation
public import Foundation
import Pipeline

/// Draws a build as rows: a pure function of its state, the width and the time.
public struct RowDrawing: Sendable {
  private let style: TerminalStyle
  /// A detail in fewer columns says nothing.
  private static let shortestDetail = 8

  /// Makes a drawing in `style`.
  public init(_ style: TerminalStyle) {
    self.style = style
  }

  /// The lines of `state`, each at most `width` columns wide (at least 20 are assumed).
  ///
  /// At most `height` lines (at least 4) where it is given: then rows far from the running one give
  /// way to a count. `now` decides elapsed times and the spinner.
  public func draw(_ state: BuildState, width: Int, height: Int? = nil, now: Date) -> [String] {
    let width = max(20, width)
    var lines = [header(state, width: width, now: now)]
    lines += rows(state, width: width, limit: height.map { max(4, $0) - 1 }, now: now)
    return lines
  }

  /// The lines below the rows of a build that has ended.
  public func summary(_ state: BuildState) -> [String] {
    guard let summary = state.summary else { return [] }
    let marks = Marks(style)
    let mark =
      summary.succeeded
      ? TextColour.green(marks.done, style) : TextColour.red(marks.failed, style)
    let head = "\(mark) \(summary.headline)"
    return [head] + summary.lines.map { "  " + $0.sanitized }
  }

  private func header(_ state: BuildState, width: Int, now: Date) -> String {
    let marks = Marks(style)
    let seconds = state.summary?.seconds ?? state.started.map { now.timeIntervalSince($0) } ?? 0
    let time = Elapsed.text(seconds)
    let name = state.name.sanitized
      .fitted(to: width - time.count - 1, ellipsis: marks.ellipsis)
    let gap = String(repeating: " ", count: max(1, width - name.displayWidth - time.count))
    return TextColour.bold(name, style) + gap + TextColour.dim(time, style)
  }

  private func rows(_ state: BuildState, width: Int, limit: Int?, now: Date) -> [String] {
    guard let limit, state.rows.count > limit else {
      return state.rows.map { line($0, width: width, now: now) }
    }
    // The last running row stays in view; a line each is kept for the two counts.
    let room = max(1, limit - 2)
    let focus =
      state.rows.lastIndex(where: \.isRunning)
      ?? state.rows.lastIndex { $0.status != .waiting } ?? 0
    let first = min(max(0, focus - room * 2 / 3), state.rows.count - room)
    let shown = state.rows[first..<first + room]
    return [count(first, "above", width)]
      + shown.map { line($0, width: width, now: now) }
      + [count(state.rows.count - shown.endIndex, "below", width)]
  }

  private func count(_ number: Int, _ place: String, _ width: Int) -> String {
    guard number > 0 else { return "" }
    let marks = Marks(style)
    let text = "\(marks.ellipsis) \(number) \(place)"
    return TextColour.dim(text.fitted(to: width, ellipsis: marks.ellipsis), style)
  }

  private func line(_ row: BuildRow, width: Int, now: Date) -> String {
    let marks = Marks(style)
    let look = RowLook(row, marks: marks, now: now)
    let area = width - 2 - (look.time.isEmpty ? 0 : look.time.count + 1)
    let title = row.activity.title.sanitized.fitted(to: area, ellipsis: marks.ellipsis)
    var line = look.colour(look.mark, style) + " "
    line += look.isQuiet ? TextColour.dim(title, style) : title
    var used = title.displayWidth
    if !look.detail.isEmpty, area - used - 2 >= Self.shortestDetail {
      let detail = look.detail.fitted(to: area - used - 2, ellipsis: marks.ellipsis)
      line += "  " + look.detailColour(detail, style)
      used += 2 + detail.displayWidth
    }
    guard !look.time.isEmpty else { return line }
    let gap = String(repeating: " ", count: max(1, area - used + 1))
    return line + gap + TextColour.dim(look.time, style)
  }
}
