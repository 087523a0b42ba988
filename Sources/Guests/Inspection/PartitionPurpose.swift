import GuestfsKit

/// What a partition table says that a partition is for.
struct PartitionPurpose: Equatable {
  /// By the type's GUID (UEFI specification, and uapi-group's "Discoverable Partitions").
  private static let guids = [
    "C12A7328-F81F-11D2-BA4B-00A0C93EC93B": "EFI system",
    "21686148-6449-6E6F-744E-656564454649": "BIOS boot",
    "BC13C2FF-59E6-4262-A352-B275FD6F7172": "extended boot",
    "0FC63DAF-8483-4772-8E79-3D69D8477DE4": "Linux",
    "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709": "Linux root (x86-64)",
    "B921B045-1DF0-41C3-AF44-4C6F280D3FAE": "Linux root (ARM64)",
    "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F": "Linux swap",
    "E6D6D379-F507-44C2-A23C-238F2A3DF928": "Linux LVM",
    "A19D880F-05FC-4D3B-A006-743F0F84911E": "Linux RAID",
    "CA7D7CCB-63ED-4C53-861C-1742536059CC": "LUKS",
    "9E1A2D38-C612-4316-AA26-8B49521E5A8B": "PowerPC PReP boot",
    "E3C9E316-0B5C-4DB8-817D-F92DF00215AE": "Microsoft reserved",
    "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7": "Microsoft basic data",
    "DE94BBA4-06D1-4D40-A16A-BFD50179D6AC": "Windows recovery",
  ]
  /// By the type byte of an MBR.
  private static let bytes: [Int32: String] = [
    0x05: "extended", 0x07: "NTFS", 0x0b: "FAT32", 0x0c: "FAT32", 0x0f: "extended",
    0x27: "Windows recovery",
    0x82: "Linux swap", 0x83: "Linux", 0x8e: "Linux LVM", 0xef: "EFI system", 0xfd: "Linux RAID",
  ]

  /// For people; the type itself where nobody knows it.
  let words: String
  /// Whether firmware looks on it for a boot loader.
  var isSystemPartition: Bool { words == "EFI system" }

  /// The purpose of a partition of the appliance's disk.
  static func of(
    _ partition: Partition, in appliance: isolated Appliance
  ) throws -> PartitionPurpose {
    if let type = partition.gptType { return PartitionPurpose(words: guids[type] ?? type) }
    let type = try appliance.typeByte(ofPartition: partition.number, of: ApplianceGuest.disk)
    return PartitionPurpose(words: bytes[type] ?? "type 0x" + String(type, radix: 16))
  }
}
