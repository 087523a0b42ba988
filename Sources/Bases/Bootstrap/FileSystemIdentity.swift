import Foundation

/// The identifiers by which a disk's own boot loader and fstab find its file systems.
struct FileSystemIdentity {
  /// UUID of the ext4 root.
  var root: String
  /// Serial number of the FAT file system of the ESP: eight hexadecimal digits.
  var systemPartition: String

  static func random() -> FileSystemIdentity {
    FileSystemIdentity(
      root: UUID().uuidString.lowercased(),
      systemPartition: String(UUID().uuidString.prefix(8)))
  }

  /// Stands for any identity where only what is the same in all of them matters.
  static let zero = FileSystemIdentity(
    root: "00000000-0000-0000-0000-000000000000", systemPartition: "00000000")

  /// The ESP's identifier as `/dev/disk/by-uuid` and fstab spell it: `1234-ABCD`.
  var systemPartitionUUID: String {
    "\(systemPartition.prefix(4))-\(systemPartition.suffix(4))"
  }

  /// What the hook is told.
  var environment: [String: String] {
    ["IMGBUILD_ROOT_UUID": root, "IMGBUILD_ESP_ID": systemPartition]
  }
}
