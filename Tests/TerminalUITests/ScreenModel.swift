/// As much of a terminal as the live rows use: a grid of lines, a cursor, and the codes.
struct ScreenModel {
  private(set) var lines: [String] = [""]
  private(set) var isCursorShown = true
  private var row = 0
  private var column = 0
  private let columns: Int

  init(columns: Int) {
    self.columns = columns
  }

  mutating func write(_ text: String) {
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": control(&scalars)
      case "\r": column = 0
      case "\n":
        row += 1
        column = 0
        if row == lines.count { lines.append("") }
      default: put(Character(scalar))
      }
    }
  }

  private mutating func control(_ scalars: inout Substring.UnicodeScalarView) {
    scalars.removeFirst()
    var parameters = ""
    while let scalar = scalars.popFirst() {
      guard scalar.properties.isAlphabetic else {
        parameters.unicodeScalars.append(scalar)
        continue
      }
      switch scalar {
      case "A": row -= Int(parameters) ?? 1
      case "K": lines[row] = String(lines[row].prefix(column))
      case "J":
        lines[row] = String(lines[row].prefix(column))
        lines.removeSubrange((row + 1)...)
      case "h": isCursorShown = true
      case "l": isCursorShown = false
      default: break
      }
      return
    }
  }

  private mutating func put(_ character: Character) {
    if column == columns {
      row += 1
      column = 0
      if row == lines.count { lines.append("") }
    }
    var line = Array(lines[row])
    while line.count <= column { line.append(" ") }
    line[column] = character
    lines[row] = String(line)
    column += 1
  }
}
