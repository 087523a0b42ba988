public import BuildFoundation

/// Draws an error for the reader: what failed, why, what was printed, and what to do.
public enum ErrorRendering {
  /// The lines of `error`; `log` is the path of the build's log, where there is one.
  public static func lines(
    for error: BuildError, log: String? = nil, style: TerminalStyle
  ) -> [String] {
    let marks = Marks(style)
    let messages = error.chain
    var lines = paragraph(
      messages.first ?? "", label: "error:", colour: .red, style: style)
    for cause in messages.dropFirst() {
      let parts = split(cause)
      // A text of several lines (the faults of a recipe) has a layout of its own.
      lines += parts.count > 1 ? parts : parts.map { "  because: \($0)" }
    }
    let output = printed(by: error)
    if !output.isEmpty {
      let bar = TextColour.dim(marks.bar, style)
      lines += output.map { "  \(bar) \($0.sanitized)" }
    }
    if let log { lines.append("  log: \(log.sanitized)") }
    for hint in hints(of: error) {
      lines += paragraph(hint, label: "hint:", colour: .cyan, style: style)
    }
    return lines
  }

  private static func paragraph(
    _ text: String, label: String, colour: TextColour, style: TerminalStyle
  ) -> [String] {
    let parts = split(text)
    let indent = String(repeating: " ", count: label.count + 1)
    return parts.enumerated().map { index, part in
      index == 0 ? "\(colour(label, style)) \(part)" : indent + part
    }
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).sanitized }
  }

  /// The output of the first error in the chain that has any.
  private static func printed(by error: BuildError) -> [String] {
    guard error.output.isEmpty, let cause = error.cause as? BuildError else { return error.output }
    return printed(by: cause)
  }

  private static func hints(of error: BuildError) -> [String] {
    let own = error.hint.map { [$0] } ?? []
    guard let cause = error.cause as? BuildError else { return own }
    return own + hints(of: cause).filter { !own.contains($0) }
  }
}
