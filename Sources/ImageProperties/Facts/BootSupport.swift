/// The firmwares that find a boot loader on the disk.
public struct BootSupport: Sendable, Codable, Equatable {
  /// The first sector holds boot code.
  public var bios: Bool
  /// An EFI system partition holds the removable-media loader, `EFI/BOOT/BOOTX64.EFI` or its like.
  public var uefi: Bool
  /// Whether that loader is signed, so that firmware with Secure Boot starts it; nil for unknown.
  public var signedLoader: Bool?

  /// Makes a record of what was found.
  public init(bios: Bool, uefi: Bool, signedLoader: Bool? = nil) {
    self.bios = bios
    self.uefi = uefi
    self.signedLoader = signedLoader
  }
}
