/// What proves an identity to Keystone.
public enum IdentityMethod: Sendable, Hashable {
  /// A user's password.
  case password(user: IdentityReference, Secret)
  /// A token that Keystone gave before.
  case token(Secret)
  /// An application credential; by its name it needs its user.
  case applicationCredential(id: String, Secret)
  /// An application credential by its name, which is unique for its user only.
  case namedApplicationCredential(name: String, user: IdentityReference, Secret)
}
