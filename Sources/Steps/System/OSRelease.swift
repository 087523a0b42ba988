/// `/etc/os-release`: assignments as a shell would read them (os-release(5)).
struct OSRelease {
  private var values: [String: String] = [:]

  init(lines: some Sequence<String>) {
    for line in lines {
      guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
      values[String(line[..<equals])] = Self.unquoted(line[line.index(after: equals)...])
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// The value without its quotes, and without the backslashes that double quotes need.
  private static func unquoted(_ text: Substring) -> String {
    guard let quote = text.first, quote == "\"" || quote == "'", text.count > 1,
      text.last == quote
    else { return String(text) }
    let inner = text.dropFirst().dropLast()
    guard quote == "\"" else { return String(inner) }
    var result = ""
    var isEscaped = false
    for character in inner {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      result.append(character)
      isEscaped = false
    }
    return result
  }
}
