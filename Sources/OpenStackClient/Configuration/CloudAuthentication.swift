/// How a cloud learns who is asking.
public enum CloudAuthentication: Sendable, Hashable {
  /// By a token of Keystone, whose Identity API v3 is at `url`.
  case keystone(url: String, IdentityMethod, IdentityScope)
  /// Without Keystone: one endpoint for everything, and a token if it wants one.
  case endpoint(String, token: Secret?)
}
