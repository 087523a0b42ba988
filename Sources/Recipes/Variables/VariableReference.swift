/// The parts of a text that may refer to variables.
enum VariableReference {
  /// A part of a text.
  enum Part: Equatable {
    case text(String)
    /// What stands between `${` and `}`.
    case reference(String)
    /// A `${` without an end.
    case unfinished
  }

  /// Splits a text into its parts; `$${` stands for the text `${`.
  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var literal = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      literal += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      if literal.hasSuffix("$") {
        literal += "{"
        continue
      }
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = ""
      guard let end = rest.firstIndex(where: { $0 == "}" || $0.isNewline }), rest[end] == "}"
      else {
        parts.append(.unfinished)
        continue
      }
      parts.append(.reference(String(rest[..<end])))
      rest = rest[rest.index(after: end)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.text(literal)) }
    return parts
  }

  /// The name that a text consists of, if it is one reference and nothing else.
  static func whole(_ text: String) -> String? {
    guard text.hasPrefix("${"), case .reference(let name)? = parts(of: text).first,
      parts(of: text).count == 1
    else { return nil }
    return name
  }

  /// Whether a text is a name that variables may have.
  static func isName(_ name: some StringProtocol) -> Bool {
    guard let first = name.unicodeScalars.first, first.isASCIILowercase else { return false }
    return name.utf8.count <= 64
      && name.unicodeScalars.allSatisfy { $0.isASCIILowercase || $0.isASCIIDigit || $0 == "_" }
  }

  /// The words of a script that could be names of variables.
  static func words(of script: String) -> Set<String> {
    var words: Set<String> = []
    for word in script.split(whereSeparator: {
      !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_")
    })
    where isName(word) {
      words.insert(String(word))
    }
    return words
  }
}
