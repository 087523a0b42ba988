/// A word or sign of a condition.
struct ConditionToken {
  enum Kind {
    case text
    case name
    case symbol
  }

  let kind: Kind
  let text: String

  private static let symbols = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "=", "(", ")", "[", "]", ",",
  ]

  /// The tokens of a text; `${name}` is the same as `name`.
  static func tokens(of text: String) throws(ConditionParser.Fault) -> [ConditionToken] {
    var tokens: [ConditionToken] = []
    var rest = text[...]
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if character == "'" || character == "\"" {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: character) else {
          throw ConditionParser.Fault(message: "a text has no closing \(character)")
        }
        tokens.append(ConditionToken(kind: .text, text: String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
        tokens.append(ConditionToken(kind: .name, text: String(rest[..<end].dropFirst(2))))
        rest = rest[rest.index(after: end)...]
      } else if let symbol = symbols.first(where: { rest.hasPrefix($0) }) {
        tokens.append(ConditionToken(kind: .symbol, text: symbol))
        rest = rest.dropFirst(symbol.count)
      } else {
        let word = rest.prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }
        guard !word.isEmpty else {
          throw ConditionParser.Fault(message: "`\(character)` means nothing here")
        }
        tokens.append(ConditionToken(kind: .name, text: String(word)))
        rest = rest.dropFirst(word.count)
      }
    }
    return tokens
  }
}
