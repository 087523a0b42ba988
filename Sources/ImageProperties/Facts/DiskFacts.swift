public import BuildFoundation

/// What inspection found on a disk; never what a recipe or a file name says.
public struct DiskFacts: Sendable, Codable, Equatable {
  /// The operating system on the disk.
  public var system: OperatingSystem
  /// The CPU architecture as libguestfs names it, such as `x86_64` or `aarch64`.
  public var architecture: String
  /// The size that the guest sees.
  public var virtualSize: ByteCount
  /// What can start the disk.
  public var boot: BootSupport
  /// The bootable kernels of Linux, newest first.
  public var kernels: [Kernel]
  /// The QEMU guest agent.
  public var guestAgent: ServicePresence
  /// cloud-init; of Windows, Cloudbase-Init.
  public var cloudInit: ServicePresence
  /// What it is told to do; nil where it is absent.
  public var cloudInitSettings: CloudInitSettings?
  /// The SSH server; nil where nobody looked.
  ///
  /// That is so in manifests of older versions, and for partitions in those of builds; so for all below.
  public var sshServer: ServicePresence?
  /// SELinux or AppArmor; nil also where there is neither.
  public var accessControl: AccessControl?
  /// `gpt` or `mbr`; nil also where the disk has no partitions.
  public var partitionTable: String?
  /// Partitions and logical volumes.
  public var volumes: [DiskVolume]?
  /// What should not be in an image that several instances are made of.
  public var residue: [ResidualIdentity]?
  /// The virtio drivers of Windows, usable or not; nil also for other systems.
  public var windowsDrivers: [WindowsDriver]?
  /// What imgbuild has left for Windows to do at its first boot, in order; nil for nothing.
  public var firstBoot: [String]?
  /// The smallest memory that libosinfo knows for this system; nil where it knows none.
  public var minimumMemory: MinimumMemory?
  /// The installed packages, sorted by name.
  public var packages: [InstalledPackage]
  /// What inspection could not know for certain, a sentence each; nil for nothing.
  public var remarks: [String]?

  /// Makes facts from what was found; the rest is nil.
  public init(
    system: OperatingSystem, architecture: String, virtualSize: ByteCount, boot: BootSupport,
    kernels: [Kernel], guestAgent: ServicePresence, cloudInit: ServicePresence,
    minimumMemory: MinimumMemory?, packages: [InstalledPackage], remarks: [String]? = nil
  ) {
    self.system = system
    self.architecture = architecture
    self.virtualSize = virtualSize
    self.boot = boot
    self.kernels = kernels
    self.guestAgent = guestAgent
    self.cloudInit = cloudInit
    self.minimumMemory = minimumMemory
    self.packages = packages
    self.remarks = remarks
  }

  /// Whether every kernel that could boot finds `driver` where it needs it, or Windows can use its own.
  ///
  /// Every kernel, because the boot loader may fall back to an older one.
  public func supports(_ driver: DeviceDriver) -> Bool {
    if system.family == .windows { return windowsDriver(for: driver) != nil }
    return !kernels.isEmpty && kernels.allSatisfy { driver.isUsable($0.presence(of: driver)) }
  }

  /// The driver of Windows for the device of `driver`, where it can use one.
  func windowsDriver(for driver: DeviceDriver) -> WindowsDriver? {
    windowsDrivers?.first { $0.device == driver && $0.obstacle == nil }
  }

  /// What keeps Windows from using the driver for the device of `driver` that is there, as sentences.
  func windowsObstacles(_ driver: DeviceDriver) -> [String] {
    (windowsDrivers ?? []).filter { $0.device == driver }.compactMap(\.obstacle)
  }
}
