public import BuildFoundation
import CGuestfs

extension Appliance {
  /// The disks: `/dev/sda`, `/dev/sdb` and so on.
  public func devices() throws -> [String] {
    try value("listing disks") { guestfs_list_devices($0).map { CStrings.take($0) } }
  }

  /// The partitions of all disks: `/dev/sda1` and so on.
  public func partitionDevices() throws -> [String] {
    try value("listing partitions") { guestfs_list_partitions($0).map { CStrings.take($0) } }
  }

  /// The type of the file system on `device` alone: one call of `blkid` in place of three.
  public func fileSystemType(of device: String) throws -> String {
    try value("identifying the file system on \(device)") {
      guestfs_vfs_type($0, device).map { CStrings.take($0) }
    }
  }

  /// The GUID of the partition `number` in the GPT of `disk`, in upper case.
  public func partitionGUID(_ number: Int, of disk: String) throws -> String {
    try value("reading the partition table of \(disk)") {
      guestfs_part_get_gpt_guid($0, disk, Int32(number)).map { CStrings.take($0) }
    }
  }

  /// The size of a disk or partition.
  public func size(ofDevice device: String) throws -> ByteCount {
    ByteCount(
      bytes: try check("asking for the size of \(device)") {
        guestfs_blockdev_getsize64($0, device)
      })
  }

  /// File system types by device: `ext4`, `swap`, `unknown` and so on.
  public func fileSystems() throws -> [String: String] {
    Self.dictionary(
      try value("listing file systems") { guestfs_list_filesystems($0).map { CStrings.take($0) } })
  }

  /// Type, label and UUID of what is on `device`, by one call of `blkid`; empty strings for what it has
  /// not.
  public func fileSystem(on device: String) throws -> FileSystemIdentity {
    let pairs = try value("identifying the file system on \(device)") {
      guestfs_blkid($0, device).map { CStrings.take($0) }
    }
    let found = Self.dictionary(pairs)
    return FileSystemIdentity(
      type: found["TYPE"] ?? "", label: found["LABEL"] ?? "", uuid: found["UUID"] ?? "")
  }

  /// The kind of partition table on `disk`: `gpt`, `msdos` and so on.
  public func partitionTable(of disk: String) throws -> String {
    try value("reading the partition table of \(disk)") {
      guestfs_part_get_parttype($0, disk).map { CStrings.take($0) }
    }
  }

  /// The partitions of `disk`, in the table's order; types are read from GPT tables only.
  public func partitions(of disk: String) throws -> [Partition] {
    let doing = "listing the partitions of \(disk)"
    let isGPT = try partitionTable(of: disk) == "gpt"
    let list = try value(doing) { guestfs_part_list($0, disk) }
    defer { guestfs_free_partition_list(list) }
    return try UnsafeBufferPointer(start: list.pointee.val, count: Int(list.pointee.len)).map {
      let number = $0.part_num
      let type: String? =
        isGPT
        ? try value(doing) { guestfs_part_get_gpt_type($0, disk, number).map { CStrings.take($0) } }
        : nil
      return Partition(
        number: Int(number), start: Int64($0.part_start), end: Int64($0.part_end),
        size: ByteCount(bytes: Int64($0.part_size)), gptType: type)
    }
  }

  /// Puts one partition over the whole of `disk`; `table` is `gpt` or `mbr`.
  public func partitionWhole(_ disk: String, table: String) throws {
    try check("partitioning \(disk)") { guestfs_part_disk($0, disk, table) }
  }

  /// Makes a file system of `type` on `device`.
  public func makeFileSystem(_ type: String, on device: String, label: String) throws {
    try check("making a file system on \(device)") { handle in
      label.withCString { label in
        var options = guestfs_mkfs_opts_argv()
        options.bitmask = imgbuild_mkfs_label
        options.label = label
        return guestfs_mkfs_opts_argv(handle, type, device, &options)
      }
    }
  }
}
