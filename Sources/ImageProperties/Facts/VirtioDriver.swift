/// The drivers that decide which virtio devices an image may be given.
public enum VirtioDriver: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
  case block = "virtio_blk"
  case scsi = "virtio_scsi"
  case network = "virtio_net"
  case random = "virtio_rng"

  /// Whether the root disk needs it, so that it must be there before the root is mounted.
  public var isNeededForRoot: Bool {
    switch self {
    case .block, .scsi: true
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
