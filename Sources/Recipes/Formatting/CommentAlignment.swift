import BuildFoundation

/// Puts the comments at line ends into their columns.
///
/// Comments of neighbouring lines that stood in one column do so again: in the column they had, moved
/// with the lines, or further right where a line is too long for it.
struct CommentAlignment {
  /// Columns between a line and its comment, at least.
  static let gap = 2

  private(set) var rendered: [String] = []

  init(_ lines: [LayoutLine]) {
    var index = 0
    while index < lines.count {
      let run = lines[index...].prefix {
        $0.comment != nil && $0.comment?.oldColumn == lines[index].comment?.oldColumn
      }
      if run.count > 1 {
        let column = Self.column(of: run)
        rendered += run.map { Self.render($0, column: column) }
      } else {
        let line = lines[index]
        let gap = max(Self.gap, line.comment?.gap ?? 0)
        rendered.append(Self.render(line, column: line.indent + line.text.displayWidth + gap))
      }
      index += max(1, run.count)
    }
  }

  private static func column(of run: ArraySlice<LayoutLine>) -> Int {
    let ends = run.filter { $0.kind == .code }
    let needed = ends.map { $0.indent + $0.text.displayWidth + gap }.max() ?? 0
    let moved = ends.map { ($0.comment?.oldColumn ?? 0) + $0.indent - $0.oldIndent }.min() ?? 0
    return max(needed, moved)
  }

  private static func render(_ line: LayoutLine, column: Int) -> String {
    guard !line.text.isEmpty || line.comment != nil else { return "" }
    var text = String(repeating: " ", count: line.indent) + line.text
    if line.kind == .continuedComment { text = "" }
    guard let comment = line.comment else { return text }
    text += String(repeating: " ", count: max(0, column - text.displayWidth))
    return text + comment.text
  }
}
