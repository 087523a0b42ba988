/// A user or a project.
public enum IdentityReference: Sendable, Hashable {
  /// By its identifier, which is unique.
  case id(String)
  /// By its name, which is unique in its domain.
  case name(String, domain: DomainReference)
}
