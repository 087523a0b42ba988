/// A system in which commands run.
public protocol CommandRunner: Sendable {
  /// Runs a command and gives its exit status; each line of output goes to `output` as it appears.
  ///
  /// Throws `BuildError`: `timedOut` after the command's limit, `buildFailed` when the command could
  /// not be started or the guest went away. A command that fails is a status, not an error.
  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32
}
