import BuildFoundation

/// Draws status rows as a table: mark, name, what was found, and below it how to mend it.
public enum StatusTable {
  /// The lines of the table.
  ///
  /// Details go on below themselves where `width` is given and they are longer; nothing is cut,
  /// because a command must be whole to be copied.
  public static func lines(
    for rows: [StatusRow], width: Int? = nil, style: TerminalStyle
  ) -> [String] {
    let marks = Marks(style)
    let nameWidth = rows.map { $0.name.sanitized.displayWidth }.max() ?? 0
    let indent = String(repeating: " ", count: nameWidth + 4)
    return rows.flatMap { row in
      let (mark, colour) = look(row.status, marks)
      let details = row.detail.sanitized.wrapped(to: width.map { $0 - indent.count })
      var lines = details.enumerated().map { index, text in
        index > 0
          ? indent + text
          : "\(colour(mark, style)) \(row.name.sanitized.padded(to: nameWidth))  \(text)"
      }
      if let fix = row.fix {
        lines.append("\(indent)\(TextColour.cyan("fix:", style)) \(fix.sanitized)")
      }
      return lines
    }
  }

  private static func look(_ status: StatusRow.Status, _ marks: Marks) -> (String, TextColour) {
    switch status {
    case .good: (marks.done, .green)
    case .warning: (marks.warning, .yellow)
    case .bad: (marks.failed, .red)
    }
  }
}
