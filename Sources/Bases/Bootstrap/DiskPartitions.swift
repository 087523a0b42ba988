import BuildFoundation
import Foundation
import HostKit
import Pipeline
import SystemPackage

/// The partition table of a bootstrapped disk.
///
/// The order and numbers of Debian's own cloud images: the root is the last on the disk, so that
/// it grows with it, and the first by number; 14 is GRUB's for BIOS, 15 the EFI system partition.
struct DiskPartitions {
  /// Bytes of a sector.
  static let sector: Int64 = 512

  let diskSize: ByteCount
  /// GRUB's partition for BIOS, in sectors.
  let biosBoot = Extent(start: 2048, count: 6144)
  /// The EFI system partition, in sectors.
  let systemPartition = Extent(start: 8192, count: 253_952)
  /// First sector of the root.
  private let rootStart: Int64 = 262_144

  /// A run of sectors.
  struct Extent {
    var start: Int64
    var count: Int64
  }

  var layout: DiskLayout {
    DiskLayout([
      .init(partition: 1, path: "/"), .init(partition: 15, path: "/boot/efi"),
    ])
  }

  /// What the hook is told: where to make the file systems.
  var environment: [String: String] {
    // 1 MiB at the end is for the second copy of the partition table.
    let rootBytes = diskSize.bytes - rootStart * Self.sector - (1 << 20)
    return [
      "IMGBUILD_ESP_SECTOR": "\(systemPartition.start)",
      "IMGBUILD_ESP_KIB": "\(systemPartition.count / 2)",
      "IMGBUILD_ROOT_OFFSET": "\(rootStart * Self.sector)",
      "IMGBUILD_ROOT_KIB": "\(rootBytes >> 10)",
    ]
  }

  /// Makes an empty disk with these partitions, as a sparse raw file.
  func make(_ disk: FilePath) async throws {
    let table = disk.removingLastComponent().appending("partitions")
    do {
      let file = try FileDescriptor.open(
        disk, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
      try file.closeAfter { try file.resize(to: diskSize.bytes) }
      try script.write(toFile: table.string, atomically: false, encoding: .utf8)
    } catch {
      throw BuildError(.host, "making the disk \(disk): \(error)")
    }
    // sfdisk reads its script from standard input only.
    try await ExternalTool.shell.check(
      [
        "-c", #"exec "$0" -q --no-reread --no-tell-kernel "$1" < "$2""#,
        try ExternalTool.sfdisk.located().string, disk.string, table.string,
      ],
      doing: "partitioning the disk")
  }

  /// The table as sfdisk reads it.
  var script: String {
    """
    label: gpt
    first-lba: 2048
    1: start=\(rootStart), type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name="root"
    14: start=\(biosBoot.start), size=\(biosBoot.count), \
    type=21686148-6449-6E6F-744E-656564454649, name="bios"
    15: start=\(systemPartition.start), size=\(systemPartition.count), \
    type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="esp"

    """
  }
}
