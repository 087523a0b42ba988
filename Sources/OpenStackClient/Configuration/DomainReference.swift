/// A domain.
public enum DomainReference: Sendable, Hashable {
  /// By its identifier.
  case id(String)
  /// By its name.
  case name(String)
}
