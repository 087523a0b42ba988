/// The signs before rows, each one column wide.
struct Marks {
  let done: String
  let failed: String
  let waiting: String
  let interrupted: String
  let warning: String
  let bar: String
  let ellipsis: String
  let spinner: [String]

  init(_ style: TerminalStyle) {
    done = style.unicode ? "✓" : "+"
    failed = style.unicode ? "✗" : "x"
    waiting = style.unicode ? "·" : "."
    interrupted = style.unicode ? "–" : "-"
    warning = "!"
    bar = style.unicode ? "│" : "|"
    ellipsis = style.unicode ? "…" : "~"
    spinner =
      style.unicode
      ? ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] : ["|", "/", "-", "\\"]
  }

  /// The spinner's sign `seconds` after its start; ten a second.
  func spinner(after seconds: Double) -> String {
    spinner[Int(max(0, seconds) * 10) % spinner.count]
  }
}
