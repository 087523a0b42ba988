/// The drivers that decide which devices an image may be given.
public enum DeviceDriver: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
  case block = "virtio_blk"
  case scsi = "virtio_scsi"
  case network = "virtio_net"
  case random = "virtio_rng"
  /// SATA, as q35 has it; disks of bare metal.
  case ahci
  /// NVMe disks of bare metal.
  case nvme

  /// Whether its devices are on the virtio bus, which needs a driver too.
  public var isVirtio: Bool {
    switch self {
    case .block, .scsi, .network, .random: true
    case .ahci, .nvme: false
    }
  }

  /// Whether the root disk needs it, so that it must be there before the root is mounted.
  public var isNeededForRoot: Bool {
    switch self {
    case .block, .scsi, .ahci, .nvme: true
    case .network, .random: false
    }
  }

  /// Whether a kernel can use the driver where it was found.
  public func isUsable(_ presence: DriverPresence) -> Bool {
    switch presence {
    case .builtIn, .initramfs: true
    case .module: !isNeededForRoot
    case .missing: false
    }
  }

  /// The kernel module's file name without extension; `virtio_rng` is called `virtio-rng` on disk.
  public var moduleName: String {
    self == .random ? "virtio-rng" : rawValue
  }
}
