public import ImageProperties
public import Recipes
public import SystemPackage

/// A machine that nobody attends to: it runs an operating system's own installer, or the first boot of an image.
public struct InstallerMachine: Sendable {
  /// What starts the installer, and so what ends it.
  public enum Start: Sendable, Equatable {
    /// A kernel with its initial RAM disk. The installer has ended when it powers off or restarts: the
    /// machine would only start it once more.
    case kernel(FilePath, initrd: FilePath, arguments: [String])
    /// The firmware, from the disk if it can, from the first disc if not. The installer has ended when
    /// it powers off; it may restart from the disk before.
    case firmware
  }

  /// What a line of the console says of the installation.
  public enum Sign: Sendable, Equatable {
    /// What is done now.
    case progress(String)
    /// The installer waits for somebody.
    case question
    /// The installation cannot succeed any more.
    case failure(String)
    /// All is done, as far as the machine knows; it turns itself off next.
    case done(String)
  }

  /// What starts the installer.
  public var start: Start
  /// Images of the discs in its CD-ROM drives.
  public var discs: [FilePath]
  /// Its chipset, firmware, disk bus and network card.
  public var hardware: NovaHardware
  /// Its memory and processors.
  public var settings: BuilderSettings
  /// How long it may run.
  public var limit: Duration
  /// Whether it is Windows that is installed: such discs ask for a key before they start, and the machine's
  /// clock and processors are as Windows wants them.
  public var isWindows = false
  /// Whether the console says so when all is done, so that a machine which turns itself off before has failed.
  public var saysWhenDone = false
  /// What a line of its console means, or the beginning of one that waits there; nil: nothing.
  public var read: @Sendable (_ line: String) -> Sign?

  /// Describes a machine; nothing is started.
  public init(
    _ start: Start, discs: [FilePath] = [], hardware: NovaHardware,
    settings: BuilderSettings, limit: Duration,
    read: @escaping @Sendable (_ line: String) -> Sign? = { _ in nil }
  ) {
    self.start = start
    self.discs = discs
    self.hardware = hardware
    self.settings = settings
    self.limit = limit
    self.read = read
  }
}
