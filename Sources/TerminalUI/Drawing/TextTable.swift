import BuildFoundation

/// Draws rows of text in columns.
public struct TextTable: Sendable {
  /// Where a column's text stands.
  public enum Alignment: Sendable {
    case left
    case right
  }

  /// A cell's text and colour.
  public struct Cell: Sendable {
    let text: String
    let colour: TextColour?

    /// Makes a cell.
    public init(_ text: String, _ colour: TextColour? = nil) {
      self.text = text.sanitized
      self.colour = colour
    }
  }

  private let columns: [(title: String, alignment: Alignment)]
  private let rows: [[Cell]]

  /// Makes a table; each row has a cell for each column.
  public init(_ columns: [(title: String, alignment: Alignment)], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The lines: titles, then rows, two spaces between columns.
  ///
  /// The last column is cut to what `width` leaves of it, where it is given; the others are whole.
  public func lines(width: Int? = nil, style: TerminalStyle) -> [String] {
    let widths = columns.indices.map { index in
      max(
        columns[index].title.displayWidth, rows.map { $0[index].text.displayWidth }.max() ?? 0)
    }
    let used = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    let room = width.map { max(Self.shortest, $0 - used) }
    let titles = columns.map { Cell($0.title, .dim) }
    return ([titles] + rows).map { row in
      let cells = row.indices.map { index in
        let isLast = index == row.count - 1
        return text(row[index], index, widths[index], room: isLast ? room : nil, isLast, style)
      }
      return Self.trimmed(cells.joined(separator: "  "))
    }
  }

  /// The last column keeps this many columns on the narrowest terminal.
  private static let shortest = 8

  private func text(
    _ cell: Cell, _ index: Int, _ width: Int, room: Int?, _ isLast: Bool, _ style: TerminalStyle
  ) -> String {
    let shown =
      room.map { cell.text.fitted(to: $0, ellipsis: Marks(style).ellipsis) } ?? cell.text
    let padding = String(repeating: " ", count: max(0, width - shown.displayWidth))
    let coloured = shown.isEmpty ? "" : cell.colour.map { $0(shown, style) } ?? shown
    switch columns[index].alignment {
    case .left: return isLast ? coloured : coloured + padding
    case .right: return padding + coloured
    }
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
