import BuildFoundation

extension Diagnostic {
  /// Columns of a recipe's line that are shown; a longer line is cut around the caret.
  private static let excerptWidth = 96

  /// The lines that a reader sees: `file:line:column: message`, the line with a caret, the hint.
  ///
  /// Control characters are left out, so that a recipe cannot command the terminal.
  public var rendered: [String] {
    let label = severity == .warning ? "warning: " : ""
    var lines = ["\(location): \(label)\(Self.printable(message))"]
    if let sourceLine, location.line > 0 {
      let number = String(location.line)
      let margin = String(repeating: " ", count: number.count)
      let (text, caret) = Self.excerpt(of: sourceLine, column: location.column)
      lines.append("  \(number) | \(text)")
      lines.append("  \(margin) | \(String(repeating: " ", count: caret))^")
    }
    if let hint { lines.append("  hint: \(Self.printable(hint))") }
    return lines
  }

  /// The part of `line` to show, and how many columns stand before the caret.
  private static func excerpt(of line: String, column: Int) -> (text: String, caret: Int) {
    let scalars = Array(line.unicodeScalars)
    let position = min(max(0, column - 1), scalars.count)
    let start = position <= excerptWidth * 3 / 4 ? 0 : position - excerptWidth / 2
    let end = min(scalars.count, start + excerptWidth)
    let before = printable(string(scalars[start..<position]))
    let after = printable(string(scalars[position..<max(position, end)]))
    let opening = start > 0 ? "…" : ""
    let closing = end < scalars.count ? "…" : ""
    return (opening + before + after + closing, (opening + before).displayWidth)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// `text` with a space for each tab, and without other control characters.
  private static func printable(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\t": shown.unicodeScalars.append(" ")
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: break
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
