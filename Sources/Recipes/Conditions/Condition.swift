/// When a step is applied: an expression over variables and facts of the guest.
///
/// Encodes as its text, which is all that decides the outcome on a given disk.
public struct Condition: Sendable, Hashable {
  /// The expression, with the values of the recipe's variables in place of their names.
  public var text: String { "\(expression)" }
  private let expression: ConditionExpression

  init(_ expression: ConditionExpression) {
    self.expression = expression
  }

  /// Whether the condition holds for `facts`; a fact that is not known is the empty text.
  public func holds(_ facts: [String: String]) -> Bool {
    expression.resolved { .text(facts[$0] ?? "") }.value?.isTrue ?? false
  }
}

extension Condition: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
