/// The lines of a text, with what ends them kept apart.
struct TextLines {
  /// The lines without their ends.
  var lines: [String]
  private let end: String
  private var isEnded: Bool

  init(_ text: String) {
    // By scalars: as characters, CR LF is one, and no LF.
    var parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
    isEnded = parts.last == ""
    if isEnded { parts.removeLast() }
    let hasReturns = parts.first?.unicodeScalars.last == "\r"
    end = hasReturns ? "\r\n" : "\n"
    lines = parts.map { line in
      hasReturns && line.unicodeScalars.last == "\r"
        ? String(String.UnicodeScalarView(line.unicodeScalars.dropLast())) : line
    }
    if text.isEmpty { isEnded = true }
  }

  /// The whole text.
  var text: String { lines.joined(separator: end) + (isEnded && !lines.isEmpty ? end : "") }

  /// Adds a line; one at the end of a file gets an end of its own.
  mutating func insert(_ line: String, at index: Int) {
    if index == lines.endIndex { isEnded = true }
    lines.insert(line, at: index)
  }
}
