/// The firmwares that find a boot loader on the disk.
public struct BootSupport: Sendable, Codable, Equatable {
  /// The first sector holds boot code.
  public var bios: Bool
  /// An EFI system partition holds the removable-media loader, `EFI/BOOT/BOOTX64.EFI` or its like.
  public var uefi: Bool
  /// The programs on the EFI system partition that take part in a boot; nil where nobody looked.
  public var programs: [EFIProgram]?

  /// Makes a record of what was found.
  public init(bios: Bool, uefi: Bool, programs: [EFIProgram]? = nil) {
    self.bios = bios
    self.uefi = uefi
    self.programs = programs
  }
}
