/// The text of an INF file, cut into sections and lines.
struct InfText {
  private static let quote = UInt8(ascii: "\"")

  private let text: String

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xff, 0xfe]) {
      text = Self.utf16(bytes.dropFirst(2), low: 0)
    } else if bytes.starts(with: [0xfe, 0xff]) {
      text = Self.utf16(bytes.dropFirst(2), low: 1)
    } else if let utf8 = String(validating: bytes, as: UTF8.self) {
      text = utf8.hasPrefix("\u{feff}") ? String(utf8.dropFirst()) : utf8
    } else {
      // Of a code page nothing but letters that all have in common matters.
      text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, low: Int) -> String {
    let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The sections by their names in lower case; those of one name are one section.
  var sections: [String: [InfFile.Line]] {
    var sections: [String: [InfFile.Line]] = [:]
    var name: String?
    for line in lines {
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        let title = line[line.index(after: line.startIndex)..<end].trimmed.lowercased()
        name = title
        sections[title, default: []] += []
      } else if let name, !line.isEmpty {
        sections[name, default: []].append(Self.parsed(line))
      }
    }
    let strings = Dictionary(
      (sections["strings"] ?? []).compactMap { line in
        line.key.map { ($0.lowercased(), line.values.joined(separator: ",")) }
      }
    ) { first, _ in first }
    return sections.mapValues { lines in
      lines.map { line in
        InfFile.Line(
          key: line.key.map { Self.substituted($0, strings) },
          values: line.values.map { Self.substituted($0, strings) })
      }
    }
  }

  /// Lines without comments and blanks around them; a backslash at the end joins the next.
  private var lines: [String] {
    var lines: [String] = []
    var start = ""
    // Bytes, of which a file has many: what separates is ASCII.
    for line in text.utf8.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
      let line = Substring(line)
      let content = start + Self.withoutComment(line).trimmed
      if content.hasSuffix("\\") {
        start = String(content.dropLast())
      } else {
        lines.append(content)
        start = ""
      }
    }
    return start.isEmpty ? lines : lines + [start]
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var isQuoted = false
    for index in line.utf8.indices {
      if line.utf8[index] == Self.quote { isQuoted.toggle() }
      if line.utf8[index] == UInt8(ascii: ";"), !isQuoted { return line[..<index] }
    }
    return line
  }

  private static func parsed(_ line: String) -> InfFile.Line {
    let parts = split(line[...], at: UInt8(ascii: "="), limit: 2)
    guard parts.count == 2 else { return InfFile.Line(key: nil, values: values(line[...])) }
    return InfFile.Line(key: unquoted(parts[0]), values: values(parts[1]))
  }

  private static func values(_ text: Substring) -> [String] {
    split(text, at: UInt8(ascii: ","), limit: .max).map(unquoted)
  }

  /// Parts between separators that are not in quotes.
  private static func split(_ text: Substring, at separator: UInt8, limit: Int) -> [Substring] {
    var parts: [Substring] = []
    var isQuoted = false
    var start = text.startIndex
    for index in text.utf8.indices {
      if text.utf8[index] == quote { isQuoted.toggle() }
      guard text.utf8[index] == separator, !isQuoted, parts.count + 1 < limit else { continue }
      parts.append(text[start..<index])
      start = text.utf8.index(after: index)
    }
    return parts + [text[start...]]
  }

  private static func unquoted(_ text: Substring) -> String {
    let text = text.trimmed
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }

  /// `%name%` as `[Strings]` says it; `%%` is a percent sign, and what is not there stays as it is.
  private static func substituted(_ text: String, _ strings: [String: String]) -> String {
    guard text.contains("%") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "%") {
      result += rest[..<start]
      let inner = rest[rest.index(after: start)...]
      guard let end = inner.firstIndex(of: "%") else {
        return result + String(rest[start...])
      }
      let name = inner[..<end]
      result += name.isEmpty ? "%" : strings[name.lowercased()] ?? "%\(name)%"
      rest = inner[inner.index(after: end)...]
    }
    return result + String(rest)
  }
}
