/// A booted system that can be restarted.
public protocol RestartableSystem: Sendable {
  /// Restarts the system, and returns when it answers again, in a boot of another identity.
  ///
  /// `progress` gets what it is doing meanwhile. Throws `timedOut` after `limit`, and `buildFailed`
  /// when the guest stops instead.
  func restart(limit: Duration, progress: @escaping @Sendable (String) -> Void) async throws
}
