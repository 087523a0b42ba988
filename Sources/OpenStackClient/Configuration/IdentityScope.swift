/// What a token is good for.
public enum IdentityScope: Sendable, Hashable {
  /// The user's default project, or the application credential's project.
  case unspecified
  /// A project.
  case project(IdentityReference)
  /// A domain.
  case domain(DomainReference)
  /// The whole deployment.
  case system
  /// What a trust delegates.
  case trust(String)
}
