/// A guest in which a person can work.
public protocol InteractiveGuest: Guest {
  /// Opens a shell of root on a terminal of the guest's own, joined with `terminal` until it ends.
  ///
  /// Nothing of it runs on. Throws `BuildError` when the guest has no port for a shell, cannot start
  /// one, or goes away.
  func openShell(on terminal: any ShellTerminal) async throws -> ShellEnding
}
