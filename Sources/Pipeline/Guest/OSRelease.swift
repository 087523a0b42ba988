/// `/etc/os-release`: assignments as a shell would read them (os-release(5)).
public struct OSRelease: Sendable {
  /// Where it is; the first that is there counts.
  public static let paths = ["/etc/os-release", "/usr/lib/os-release"]

  private var values: [String: String] = [:]

  /// Reads the lines of the file.
  public init(lines: some Sequence<some StringProtocol>) {
    for line in lines {
      let line = String(line)
      guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
      values[String(line[..<equals])] = Self.unquoted(line[line.index(after: equals)...])
    }
  }

  /// The value of an assignment, such as `VERSION_ID`.
  public subscript(name: String) -> String? { values[name] }

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
