import BuildFoundation
import Foundation
import Pipeline

/// The rows on a terminal, and the escape codes that change them in place.
struct LiveScreen: Sendable {
  private static let hideCursor = "\u{1B}[?25l"
  private static let showCursor = "\u{1B}[?25h"
  private static let clearToEndOfLine = "\u{1B}[K"
  private static let clearBelow = "\u{1B}[J"

  private let output: OutputDescriptor
  private let style: TerminalStyle
  private let size: @Sendable () -> TerminalSize
  private var state = BuildState()
  /// Columns of each line on the screen that belongs to the rows.
  private var drawn: [Int] = []
  private var isFinished = false
  private var isStarted = false
  /// Whether the terminal is somebody else's now.
  private var isSuspended = false
  /// Notices that came meanwhile.
  private var waiting: [(message: String, level: BuildEvent.Level)] = []

  init(
    _ output: OutputDescriptor, style: TerminalStyle, size: @escaping @Sendable () -> TerminalSize
  ) {
    self.output = output
    self.style = style
    self.size = size
  }

  mutating func take(_ event: BuildEvent, now: Date) {
    if case .notice(let level, let message) = event.kind {
      guard !isSuspended else { return waiting.append((message, level)) }
      show(notice: message, level, now: now)
      return
    }
    if isFinished { return }
    state.apply(event)
    // The first drawing shows at once; the timer takes care of all others.
    if !isStarted { redraw(now: now) }
  }

  mutating func redraw(now: Date) {
    guard !isFinished, !isSuspended, !state.rows.isEmpty || !state.name.isEmpty else { return }
    let start = isStarted ? "" : Self.hideCursor
    isStarted = true
    let size = size()
    // The last column stays free: some terminals wrap as soon as it is filled.
    let lines = RowDrawing(style).draw(
      state, width: size.columns - 1, height: size.lines - 1, now: now)
    output.write(start + frame(lines, columns: size.columns))
  }

  /// Leaves the rows as they are now above the cursor, which is shown.
  mutating func suspend(now: Date) {
    guard !isSuspended else { return }
    redraw(now: now)
    isSuspended = true
    if isStarted, !isFinished { output.write(Self.showCursor) }
  }

  /// Draws the rows anew, below what somebody else has written.
  mutating func resume(now: Date) {
    guard isSuspended else { return }
    isSuspended = false
    drawn = []
    if isStarted, !isFinished { output.write(Self.hideCursor) }
    let notices = waiting
    waiting = []
    for notice in notices { show(notice: notice.message, notice.level, now: now) }
    redraw(now: now)
  }

  mutating func finish(now: Date) {
    guard !isFinished else { return }
    resume(now: now)
    redrawAll(now: now)
    isFinished = true
  }

  private mutating func redrawAll(now: Date) {
    let drawing = RowDrawing(style)
    let size = size()
    var text = ""
    if !state.rows.isEmpty {
      let lines = drawing.draw(state, width: size.columns - 1, now: now)
      text += frame(lines, columns: size.columns)
    }
    text += drawing.summary(state).map { $0 + "\n" }.joined()
    output.write(text + (isStarted ? Self.showCursor : ""))
  }

  private mutating func show(notice: String, _ level: BuildEvent.Level, now: Date) {
    let text = notice.sanitized
    let line =
      level == .warning ? TextColour.yellow("warning:", style) + " " + text : text
    let erase = isFinished ? "" : goToTop(columns: size().columns) + Self.clearBelow
    drawn = []
    output.write(erase + line + "\n")
    if isStarted { redraw(now: now) }
  }

  /// The codes that replace the rows on the screen with `lines`.
  private mutating func frame(_ lines: [String], columns: Int) -> String {
    let top = goToTop(columns: columns)
    drawn = lines.map { $0.sanitized.displayWidth }
    return top + lines.map { $0 + Self.clearToEndOfLine + "\n" }.joined() + Self.clearBelow
  }

  /// The codes that take the cursor to the first row.
  ///
  /// A terminal made narrower since has wrapped the rows, so they stand on more lines than were
  /// written.
  private func goToTop(columns: Int) -> String {
    let lines = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
    return lines > 0 ? "\r\u{1B}[\(lines)A" : "\r"
  }
}
