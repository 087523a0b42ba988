public import SystemPackage

/// What making a base needs of the machine it is made on.
public protocol BaseHost: Sendable {
  /// Runs an installer in a machine of its own on a qcow2 file, and returns when the machine has ended by itself.
  ///
  /// Each line of the console goes to `report`. Throws `BuildError`: `buildFailed` when the machine
  /// crashed, or the console showed a failure or a question; `timedOut` after the machine's limit.
  /// The machine has ended when this returns or throws.
  func runInstaller(
    _ machine: InstallerMachine, on disk: FilePath, report: StepReport
  ) async throws
}
