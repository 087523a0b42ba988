import BuildFoundation
import CGuestfs

extension Appliance {
  /// What has to grow so that the file system at `path` fills its disk; changes nothing.
  func growth(ofFileSystemAt path: String) throws -> FileSystemGrowth {
    let doing = "growing \(path)"
    let device = try device(mountedAt: path, doing: doing)
    let type = try fileSystem(on: device).type
    guard let kind = FileSystemGrowth.Kind(type: type) else {
      throw BuildError(
        .buildFailed, "\(doing): it is a file system of type \(type), which does not grow",
        hint: "ext2, ext3, ext4, xfs and btrfs do")
    }
    if kind == .xfs, try !hasFeature("xfs") {
      throw BuildError(
        .host, "\(doing): the appliance has no xfs_growfs",
        hint: "apt-get install libguestfs-xfs")
    }
    let isVolume = try check(doing) { guestfs_is_lv($0, device) } != 0
    let volume = isVolume ? try logicalVolume(device, doing: doing) : nil
    let holder = volume?.physicalVolume ?? device
    let isDisk = try check(doing) { guestfs_is_whole_device($0, holder) } != 0
    return FileSystemGrowth(
      path: path, device: device, kind: kind,
      partition: isDisk ? nil : try partitionChange(of: holder, doing: doing), volume: volume)
  }

  /// Whether the appliance has the programs of a feature group of libguestfs.
  func hasFeature(_ name: String) throws -> Bool {
    try check("asking for the appliance's features") { handle in
      CStrings.withList([name]) { guestfs_feature_available(handle, $0) }
    } != 0
  }

  private func device(mountedAt path: String, doing: String) throws -> String {
    let pairs = try value(doing) { guestfs_mountpoints($0).map { CStrings.take($0) } }
    // By path: the subvolumes of one Btrfs are mounted from the same device.
    for index in stride(from: 0, to: pairs.count - 1, by: 2) where pairs[index + 1] == path {
      let device = pairs[index]
      return try value(doing) {
        guestfs_canonical_device_name($0, device).map { CStrings.take($0) }
      }
    }
    let mounted = stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] }.sorted()
    throw BuildError(
      .buildFailed, "\(doing): no file system is mounted there",
      hint: "the guest has file systems at \(mounted.joined(separator: ", "))")
  }

  private func logicalVolume(
    _ device: String, doing: String
  ) throws -> FileSystemGrowth.LogicalVolume {
    // /dev/GROUP/VOLUME
    let group = device.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    let identifiers = Set(
      try value(doing) { guestfs_vgpvuuids($0, group).map { CStrings.take($0) } }
        .map(Self.bare))
    let volumes = try value(doing) { guestfs_pvs($0).map { CStrings.take($0) } }.filter { volume in
      let identifier = try value(doing) { guestfs_pvuuid($0, volume).map { CStrings.take($0) } }
      return identifiers.contains(Self.bare(identifier))
    }
    guard volumes.count == 1, let physicalVolume = volumes.first else {
      throw BuildError(
        .buildFailed,
        "\(doing): its volume group \(group) has \(volumes.count) physical volumes, and one can be "
          + "grown", hint: "grow it in a `run` step")
    }
    return FileSystemGrowth.LogicalVolume(
      name: device, group: group, physicalVolume: physicalVolume)
  }

  private static func bare(_ identifier: String) -> String { identifier.filter { $0 != "-" } }

  private func partitionChange(
    of device: String, doing: String
  ) throws -> FileSystemGrowth.PartitionChange {
    let disk = try value(doing) { guestfs_part_to_dev($0, device).map { CStrings.take($0) } }
    let number = Int(try check(doing) { guestfs_part_to_partnum($0, device) })
    let table = try partitionTable(of: disk)
    guard table == "gpt" || table == "msdos" else {
      throw BuildError(
        .buildFailed, "\(doing): the disk's partition table is \(table), and not GPT or MBR")
    }
    guard table == "gpt" || number < 5 else {
      throw BuildError(
        .buildFailed, "\(doing): partition \(number) is a logical one, which is not grown",
        hint: "build on a base with a GPT, or whose root is a primary partition")
    }
    let partitions = try partitions(of: disk)
    guard let own = partitions.first(where: { $0.number == number }) else {
      throw BuildError(.defect, "\(doing): \(disk) has no partition \(number)")
    }
    if let behind = partitions.filter({ $0.start > own.end }).min(by: { $0.start < $1.start }) {
      throw BuildError(
        .buildFailed,
        "\(doing): partition \(behind.number) (\(describe(behind, of: disk))) lies behind it on the "
          + "disk", hint: "build on a base that has it last")
    }
    let sector = Int64(try check(doing) { guestfs_blockdev_getss($0, disk) })
    let last = FileSystemGrowth.lastSector(
      of: try size(ofDevice: disk).bytes / sector, table: table, sectorSize: sector,
      start: own.start / sector)
    return FileSystemGrowth.PartitionChange(
      disk: disk, number: number, table: table,
      lastSector: (last + 1) * sector > own.end + 1 ? last : nil)
  }

  private func describe(_ partition: Partition, of disk: String) -> String {
    // An extended partition holds no file system, and cannot be asked.
    let type = (try? fileSystem(on: "\(disk)\(partition.number)").type) ?? ""
    return type.isEmpty ? "\(partition.size)" : "\(partition.size), \(type)"
  }
}
