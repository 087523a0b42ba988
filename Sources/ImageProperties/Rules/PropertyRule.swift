/// A rule by which a property follows from facts.
public struct PropertyRule: Sendable {
  /// A value, and the fact that it follows from.
  public struct Finding: Sendable, Equatable {
    /// The value to stamp.
    public let value: String
    /// The fact, as a sentence without its end.
    public let fact: String
  }

  /// The property that it gives.
  public let property: String
  /// The value; in words where the fact decides it.
  public let value: String
  /// Whether `value` is the value itself.
  public let isLiteral: Bool
  /// When it gives the value, completing "when …".
  public let condition: String
  /// Where OpenStack's code or a standard says that this is right.
  public let source: String
  private let derive: @Sendable (RuleContext) -> Finding?

  /// A rule whose value the facts decide; `value` says it in words.
  init(
    _ property: String, _ value: String, when condition: String, source: String,
    _ derive: @escaping @Sendable (RuleContext) -> Finding?
  ) {
    self.property = property
    self.value = value
    isLiteral = false
    self.condition = condition
    self.source = source
    self.derive = derive
  }

  /// A rule with one value; `fact` gives the fact where it holds.
  init(
    _ property: String, is value: String, when condition: String, source: String,
    fact: @escaping @Sendable (RuleContext) -> String?
  ) {
    self.property = property
    self.value = value
    isLiteral = true
    self.condition = condition
    self.source = source
    derive = { context in fact(context).map { Finding(value: value, fact: $0) } }
  }

  /// What the rule finds; nil where its condition does not hold.
  public func finding(in context: RuleContext) -> Finding? { derive(context) }

  /// All rules; of several for one property the first that finds something counts.
  public static let all = systemRules + deviceRules + sizeRules + profileRules

  /// The rules for `property`, in their order.
  public static func rules(for property: String) -> [PropertyRule] {
    all.filter { $0.property == property }
  }
}
