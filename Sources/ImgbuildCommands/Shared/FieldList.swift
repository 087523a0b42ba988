import TerminalUI

/// Names with texts beside them, which go on below themselves where they are long.
struct FieldList {
  private let fields: [(name: String, text: String)]
  private let width: Int
  private let style: TerminalStyle

  init(_ fields: [(String, String)], width: Int, style: TerminalStyle) {
    self.fields = fields
    self.width = width
    self.style = style
  }

  /// The lines, two columns in.
  var lines: [String] {
    let indent = (fields.map(\.name.count).max() ?? 0) + 4
    return fields.flatMap { name, text in
      text.sanitized.wrapped(to: width - indent).enumerated().map { index, part in
        let head = index == 0 ? name : ""
        let padding = String(repeating: " ", count: indent - 2 - head.count)
        return "  " + TextColour.dim(head, style) + padding + part
      }
    }
  }
}
