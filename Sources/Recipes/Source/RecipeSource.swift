import BuildFoundation

/// The text of a recipe, by lines as libyaml counts them.
struct RecipeSource {
  /// The file as the user named it.
  let file: String
  /// The whole text.
  let text: String
  /// The SHA-256 of the file's bytes.
  let digest: Digest
  /// The lines, without their ends.
  let lines: [String]

  /// Makes a source of the bytes of a file; nil when they are not UTF-8.
  init?(file: String, bytes: [UInt8]) {
    guard let content = String(validating: bytes, as: UTF8.self) else { return nil }
    self.file = file
    // A byte order mark, which Windows editors write, is no part of the first line.
    text = content.hasPrefix("\u{FEFF}") ? String(content.unicodeScalars.dropFirst()) : content
    digest = .sha256(bytes)
    lines = Self.lines(of: text)
  }

  /// A place in this source.
  func location(line: Int, column: Int) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column)
  }

  /// The line that `location` names.
  func line(at location: SourceLocation) -> String? {
    lines.indices.contains(location.line - 1) ? lines[location.line - 1] : nil
  }

  /// Line and column of the first byte that is not UTF-8.
  private static func invalidByte(in bytes: [UInt8]) -> (line: Int, column: Int)? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated()
    where String(validating: line, as: UTF8.self) == nil {
      // Decoding repairs the first bad byte to U+FFFD, so what stands before it is where the two
      // byte sequences still agree.
      let repaired = String(decoding: line, as: UTF8.self)
      let agreeing = zip(repaired.utf8, line).prefix { $0 == $1 }.count
      let good = String(decoding: line.prefix(agreeing), as: UTF8.self).unicodeScalars
      return (index + 1, good.filter { $0 != "\u{FFFD}" }.count + 1)
    }
    return nil
  }

  /// The fault of a file whose bytes are not UTF-8.
  static func notUTF8(_ bytes: [UInt8], file: String) -> Diagnostic {
    let place = invalidByte(in: bytes) ?? (0, 0)
    let location = SourceLocation(file: file, line: place.line, column: place.column)
    return Diagnostic(
      .error, at: location, "the recipe is not UTF-8 text",
      hint: "save it in UTF-8; imgbuild reads no other encoding")
  }

  /// Splits at every line end that YAML 1.1 knows.
  private static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        lines.append(String(line))
        line = String.UnicodeScalarView()
      default: line.append(scalar)
      }
      previous = scalar
    }
    lines.append(String(line))
    return lines
  }
}
