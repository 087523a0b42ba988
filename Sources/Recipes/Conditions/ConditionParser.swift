/// Reads conditions: `suite == "noble" and os.version >= 24.04`, with `not`, `or`, `in [a, b]` and
/// parentheses; `&&`, `||` and `!` are the same.
struct ConditionParser {
  /// Why a text is no condition.
  struct Fault: Error {
    let message: String
  }

  private var tokens: ArraySlice<ConditionToken>
  private var depth = 0

  /// The expression that a text means.
  static func parse(_ text: String) throws(Fault) -> ConditionExpression {
    var parser = ConditionParser(tokens: try ConditionToken.tokens(of: text)[...])
    let expression = try parser.disjunction()
    if let token = parser.tokens.first { throw Fault(message: "`\(token.text)` is not expected") }
    return expression
  }

  private init(tokens: ArraySlice<ConditionToken>) {
    self.tokens = tokens
  }

  private mutating func disjunction() throws(Fault) -> ConditionExpression {
    var left = try conjunction()
    while take("or") || take("||") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(Fault) -> ConditionExpression {
    var left = try negation()
    while take("and") || take("&&") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(Fault) -> ConditionExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else { throw Fault(message: "the condition is nested too deeply") }
    if take("not") || take("!") { return .not(try negation()) }
    return try comparison()
  }

  private mutating func comparison() throws(Fault) -> ConditionExpression {
    let left = try operand()
    if take("not") {
      guard take("in") else { throw Fault(message: "`not` needs `in` after a value") }
      return .not(.comparison(left, .among, try operand()))
    }
    guard let token = tokens.first, token.kind != .text,
      let comparison = ConditionComparison(rawValue: token.text)
    else {
      if take("=") { throw Fault(message: "`=` compares nothing: write `==`") }
      return left
    }
    tokens.removeFirst()
    return .comparison(left, comparison, try operand())
  }

  private mutating func operand() throws(Fault) -> ConditionExpression {
    guard let token = tokens.popFirst() else {
      throw Fault(message: "a value is missing at the end")
    }
    switch token.kind {
    case .text: return .value(.text(token.text))
    case .name: return Self.constant(token.text) ?? .name(token.text)
    case .symbol where token.text == "(":
      let inner = try disjunction()
      guard take(")") else { throw Fault(message: "`)` is missing") }
      return inner
    case .symbol where token.text == "[":
      return .value(.list(try elements()))
    case .symbol: throw Fault(message: "`\(token.text)` stands where a value is needed")
    }
  }

  private mutating func elements() throws(Fault) -> [String] {
    var elements: [String] = []
    while !take("]") {
      if !elements.isEmpty, !take(",") { throw Fault(message: "`,` or `]` is missing") }
      guard let token = tokens.popFirst() else { throw Fault(message: "`]` is missing") }
      guard token.kind != .symbol else {
        throw Fault(message: "`\(token.text)` stands where a value is needed")
      }
      elements.append(token.text)
    }
    return elements
  }

  private static func constant(_ word: String) -> ConditionExpression? {
    switch word {
    case "true": .value(.boolean(true))
    case "false": .value(.boolean(false))
    default: word.first?.isNumber == true ? .value(.text(word)) : nil
    }
  }

  private mutating func take(_ text: String) -> Bool {
    guard let token = tokens.first, token.kind != .text, token.text == text else { return false }
    tokens.removeFirst()
    return true
  }
}
