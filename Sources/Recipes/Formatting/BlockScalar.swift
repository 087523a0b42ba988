/// Where the text of a `|` or `>` ends, and how deep it stands.
struct BlockScalar {
  /// The column of its text as it is.
  let oldIndent: Int
  /// The column of its text in the formatted text.
  let newIndent: Int
  /// The line after its last one.
  let end: Int
  /// Whether the line end after its last line belongs to it.
  let keepsLineEnd: Bool

  /// Finds the end of the scalar whose text may start with the first of `lines`.
  init(header: String, parent: BlockStack.Block?, lines: ArraySlice<[Unicode.Scalar]>) {
    let digit = header.compactMap(\.wholeNumberValue).first
    keepsLineEnd = !header.contains("-")
    if let digit {
      oldIndent = (parent?.old ?? 0) + digit
      newIndent = (parent?.new ?? 0) + digit
    } else {
      // Empty lines before the text count too where they are the longest.
      let text = lines.firstIndex { Self.spaces($0) < $0.count } ?? lines.endIndex
      let start = lines[..<min(text + 1, lines.endIndex)]
      oldIndent = max(start.map(Self.spaces).max() ?? 0, (parent?.old ?? -1) + 1, 1)
      newIndent = (parent?.new ?? 0) + 2
    }
    var end = lines.startIndex
    var index = lines.startIndex
    while index < lines.endIndex {
      let line = lines[index]
      let spaces = Self.spaces(line)
      let isEmpty = spaces == line.count && spaces <= oldIndent
      guard isEmpty || spaces >= oldIndent else { break }
      index += 1
      if !isEmpty { end = index }
    }
    // `+` keeps the empty lines at the end, all others drop them.
    self.end = header.contains("+") ? index : end
  }

  private static func spaces(_ line: [Unicode.Scalar]) -> Int { line.prefix { $0 == " " }.count }
}
