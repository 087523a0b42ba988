/// What a build starts from.
public enum Base: Sendable, Hashable, Encodable {
  /// A distribution installed from its packages onto an empty disk.
  case bootstrap(BootstrapBase)
}
