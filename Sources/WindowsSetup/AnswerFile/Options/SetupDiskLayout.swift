/// How Windows Setup divides the disk; sizes in MiB.
///
/// UEFI: EFI system, Microsoft reserved, recovery if there is one, Windows. BIOS: system reserved,
/// recovery if there is one, Windows. Windows is last, so that an instance's larger disk can grow
/// it: a recovery partition behind it, as the interactive Setup makes it, would be in the way.
public struct SetupDiskLayout: Sendable, Hashable {
  /// The disk's number, from 0.
  public var disk = 0
  /// The EFI system partition, or the active one of a BIOS disk.
  public var systemSize = 500
  /// The Microsoft reserved partition of a GPT disk.
  public var reservedSize = 16
  /// The recovery partition; nil leaves Windows RE in the Windows partition.
  public var recoverySize: Int?

  /// Makes a layout without a recovery partition on the first disk.
  public init() {}
}
