/// A declared property that the disk, or another property, contradicts.
public struct PropertyMismatch: Sendable, Codable, Equatable {
  /// The property.
  public let property: String
  /// Both sides: what is declared, and what speaks against it.
  public let problem: String
  /// Why the recipe allows it; nil where it does not.
  public var reason: String?
}
