/// A rule that a declared property must keep on the disk that it is stamped on.
public struct Contradiction: Sendable {
  /// A declared property, and what there is to hold it against.
  struct Claim {
    /// The value, as it is stamped.
    let value: String
    let facts: DiskFacts
    /// What the facts alone prove.
    let derived: PropertySet
  }

  /// The property.
  public let property: String
  /// The rule, as a sentence without its end.
  public let statement: String
  private let refute: @Sendable (Claim) -> String?

  init(
    _ property: String, _ statement: String, _ refute: @escaping @Sendable (Claim) -> String?
  ) {
    self.property = property
    self.statement = statement
    self.refute = refute
  }

  /// Both sides, as a sentence; nil where the claim holds.
  func problem(with claim: Claim) -> String? {
    refute(claim).map { "\(property) is declared as \(claim.value), but \($0)" }
  }
}
