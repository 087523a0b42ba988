import BuildFoundation
import CGuestfs

extension Appliance {
  /// Lets the file system that is mounted at `path` fill its disk: moves the second copy of a GPT to the
  /// disk's end, grows the partition, the LVM volumes if there are any, and the file system.
  ///
  /// Everything is unmounted meanwhile; `mount` mounts it again. Throws `buildFailed` before the first
  /// change when no file system is mounted there, another partition lies behind its own, or it is of a
  /// kind that does not grow.
  public func growFileSystem(
    at path: String, mount: @Sendable (isolated Appliance) throws -> Void
  ) throws {
    let growth = try growth(ofFileSystemAt: path)
    // A partition that is in use is not taken anew by the kernel.
    try unmountAll()
    if let partition = growth.partition { try grow(partition, below: growth.volume) }
    if let volume = growth.volume { try grow(volume) }
    if growth.kind == .ext { try growExt(growth.device) }
    try mount(self)
    try growMounted(growth)
  }

  private func grow(
    _ partition: FileSystemGrowth.PartitionChange, below volume: FileSystemGrowth.LogicalVolume?
  ) throws {
    let disk = partition.disk
    if partition.table == "gpt" {
      // Only sgdisk moves the second copy without a question, which is what this call runs.
      try check("moving the partition table's second copy to the end of \(disk)") {
        guestfs_part_expand_gpt($0, disk)
      }
    }
    guard let lastSector = partition.lastSector else { return }
    if let volume { try activate(volume, false) }
    try check("growing partition \(partition.number) of \(disk)") {
      guestfs_part_resize($0, disk, Int32(partition.number), lastSector)
    }
    if let volume { try activate(volume, true) }
  }

  private func activate(_ volume: FileSystemGrowth.LogicalVolume, _ isActive: Bool) throws {
    try check("\(isActive ? "starting" : "stopping") the volume group \(volume.group)") { handle in
      CStrings.withList([volume.group]) { guestfs_vg_activate(handle, isActive ? 1 : 0, $0) }
    }
  }

  private func grow(_ volume: FileSystemGrowth.LogicalVolume) throws {
    try check("growing the physical volume \(volume.physicalVolume)") {
      guestfs_pvresize($0, volume.physicalVolume)
    }
    let before = try size(ofDevice: volume.name)
    do {
      try check("growing the logical volume \(volume.name)") {
        guestfs_lvresize_free($0, volume.name, 100)
      }
    } catch {
      // lvresize fails where nothing is free; then the volume fills its group already.
      guard try freeExtents(of: volume.group) == 0, try size(ofDevice: volume.name) == before
      else { throw error }
    }
  }

  private func freeExtents(of group: String) throws -> Int64 {
    let groups = try value("listing volume groups") { guestfs_vgs_full($0) }
    defer { guestfs_free_lvm_vg_list(groups) }
    for entry in UnsafeBufferPointer(start: groups.pointee.val, count: Int(groups.pointee.len))
    where String(cString: entry.vg_name) == group {
      return entry.vg_free_count
    }
    return 0
  }

  /// ext2, ext3 and ext4 grow best while nothing uses them: mounted, an old one can lack the room for
  /// its longer table of block groups.
  private func growExt(_ device: String) throws {
    try check("checking the file system on \(device)") { handle in
      var options = guestfs_e2fsck_argv()
      options.bitmask = imgbuild_e2fsck_correct
      options.correct = 1
      return guestfs_e2fsck_argv(handle, device, &options)
    }
    try check("growing the file system on \(device)") { guestfs_resize2fs($0, device) }
  }

  /// XFS and Btrfs grow only while they are mounted.
  private func growMounted(_ growth: FileSystemGrowth) throws {
    let doing = "growing the file system at \(growth.path)"
    switch growth.kind {
    case .ext: break
    case .btrfs: try check(doing) { guestfs_btrfs_filesystem_resize_argv($0, growth.path, nil) }
    case .xfs:
      try check(doing) { handle in
        var options = guestfs_xfs_growfs_argv()
        options.bitmask = imgbuild_xfs_growfs_datasec
        options.datasec = 1
        return guestfs_xfs_growfs_argv(handle, growth.path, &options)
      }
    }
  }
}
