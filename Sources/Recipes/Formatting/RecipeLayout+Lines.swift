import BuildFoundation

extension RecipeLayout {
  /// The lines of a text; an empty last one when the last line has an end.
  static func lines(of text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r": lines.append([])
      default: lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    return lines
  }

  /// How many blanks a line starts with.
  static func indentation(of line: [Unicode.Scalar]) -> Int {
    line.prefix { $0 == " " || $0 == "\t" }.count
  }

  static func isBlank(_ line: [Unicode.Scalar]) -> Bool { indentation(of: line) == line.count }

  /// Whether a line starts or ends a document.
  static func isMarker(_ line: [Unicode.Scalar]) -> Bool {
    let start = String(line.prefix(3))
    guard start == "---" || start == "..." else { return false }
    return line.count == 3 || line[3] == " " || line[3] == "\t"
  }

  /// A line without the blanks around it.
  static func trimmed(_ line: [Unicode.Scalar]) -> String {
    let end = line.lastIndex { $0 != " " && $0 != "\t" } ?? -1
    return String(line[indentation(of: line)..<max(end + 1, indentation(of: line))])
  }

  /// The columns that the start of a line takes on a screen.
  static func width(of line: ArraySlice<Unicode.Scalar>) -> Int {
    var width = 0
    for (index, part) in line.split(separator: "\t", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { width = (width / 8 + 1) * 8 }
      width += String(part).displayWidth
    }
    return width
  }
}
