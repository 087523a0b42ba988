/// What has to grow so that a file system fills its disk, from the outside in.
public struct FileSystemGrowth: Sendable, Hashable {
  /// A partition, and where it is to end.
  struct PartitionChange: Sendable, Hashable {
    let disk: String
    let number: Int
    let table: String
    /// The last sector; nil when the partition fills the disk already.
    let lastSector: Int64?
  }

  /// A logical volume, and the one physical volume below it.
  struct LogicalVolume: Sendable, Hashable {
    let name: String
    let group: String
    let physicalVolume: String
  }

  /// How a file system is made larger.
  enum Kind: Sendable, Hashable {
    case ext
    case xfs
    case btrfs

    /// Nil for types that cannot grow.
    init?(type: String) {
      switch type {
      case "ext2", "ext3", "ext4": self = .ext
      case "xfs": self = .xfs
      case "btrfs": self = .btrfs
      default: return nil
      }
    }
  }

  /// The mount point.
  let path: String
  /// What is mounted there.
  let device: String
  let kind: Kind
  /// Nil for a disk without a partition table.
  let partition: PartitionChange?
  /// Nil for a file system that is right on its partition.
  let volume: LogicalVolume?

  /// The last sector, from 0, that a partition may have on a disk of `sectors` sectors, which ends at a
  /// whole mebibyte; `start` is the partition's first sector.
  ///
  /// A GPT keeps its second copy in the last 33 sectors (UEFI specification, section 5.3.2); an MBR
  /// counts sectors with 32 bits.
  static func lastSector(of sectors: Int64, table: String, sectorSize: Int64, start: Int64) -> Int64
  {
    let end = table == "gpt" ? sectors - 33 : min(sectors, start + Int64(UInt32.max))
    let unit = (1 << 20) / sectorSize
    return end / unit * unit - 1
  }
}
