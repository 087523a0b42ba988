/// Derives properties from facts, each with the fact as its reason, and holds declared ones against
/// them.
///
/// Only what was found is claimed: a property whose proof is missing is left out, and Nova's own
/// default applies. The rules are values: `PropertyRule`, `Contradiction` and `Combination`.
public struct PropertyRules: Sendable {
  /// A property, and the rule that gave it.
  public struct Derivation: Sendable {
    /// The property, with the fact as its reason.
    public let property: ImageProperty
    /// The rule.
    public let rule: PropertyRule
  }

  let facts: DiskFacts

  /// Rules over `facts`.
  public init(_ facts: DiskFacts) {
    self.facts = facts
  }

  /// The properties that the facts prove, where nothing is declared.
  public var properties: PropertySet {
    PropertySet(derivations(in: RuleContext(facts)).map(\.property))
  }

  /// Every property that follows, with its rule, sorted by name.
  public func derivations(in context: RuleContext) -> [Derivation] {
    var found: [String: Derivation] = [:]
    for rule in PropertyRule.all where found[rule.property] == nil {
      guard let finding = rule.finding(in: context) else { continue }
      found[rule.property] = Derivation(
        property: ImageProperty(rule.property, finding.value, because: finding.fact), rule: rule)
    }
    return found.values.sorted { $0.property.name < $1.property.name }
  }
}
