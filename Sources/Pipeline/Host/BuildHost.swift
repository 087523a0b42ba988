public import BuildFoundation
public import Recipes
public import SystemPackage

/// What a build needs of the machine it runs on; one production conformance, and fakes in tests.
public protocol BuildHost: BaseHost {
  /// Opens a writable disk on top of `layer`; its first overlay is made at `overlay`.
  func openDisk(on layer: FilePath, overlay: FilePath) async throws -> any BuildDisk

  /// Launches one appliance on `disk`, mounts the guest, runs `body`, and shuts the appliance down.
  ///
  /// The disk is consistent when this returns. A nil `layout` means: find out by inspection.
  func withAppliance<Result: Sendable>(
    on disk: any BuildDisk, layout: DiskLayout?, report: StepReport,
    _ body: @escaping @Sendable (any OfflineGuest) async throws -> Result
  ) async throws -> Result

  /// Boots `disk` in a builder, waits for its guest agent, runs `body`, and ends the guest.
  func withBuilder<Result: Sendable>(
    on disk: any BuildDisk, settings: BuilderSettings, ending: BuilderEnding, report: StepReport,
    _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result

  /// Boots `disk` in a machine of its own, and returns when the machine has ended by itself.
  ///
  /// Throws as `runInstaller` does.
  func run(_ machine: InstallerMachine, on disk: any BuildDisk, report: StepReport) async throws

  /// The digest of where in the qcow2 file `layer` which block of its disk is: changes with whatever is
  /// written to the disk, and costs little.
  func map(of layer: FilePath) async throws -> Digest

  /// Flattens the chain that ends in `layer` into one compressed qcow2 file at `image`.
  func flatten(
    _ layer: FilePath, to image: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws

  /// Exchanges two folders of one file system in a single step.
  func exchange(_ first: FilePath, _ second: FilePath) throws

  /// Boots an image as `boot` says, runs `body`, and ends the guest. The image is not written to.
  func withVerificationBoot<Result: Sendable>(
    _ boot: VerificationBoot, report: StepReport,
    _ body: @escaping @Sendable (any BootedGuest) async throws -> Result
  ) async throws -> Result
}

extension BuildHost {
  /// Boots `disk` in a builder, waits for its guest agent, runs `body`, and shuts the guest down.
  public func withBuilder<Result: Sendable>(
    on disk: any BuildDisk, settings: BuilderSettings, report: StepReport,
    _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result {
    try await withBuilder(
      on: disk, settings: settings, ending: .shutDown, report: report, body)
  }
}
