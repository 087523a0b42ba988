import CGuestfs

extension Appliance {
  /// The logical volumes that are active: `/dev/GROUP/VOLUME`.
  public func logicalVolumes() throws -> [String] {
    try value("listing logical volumes") { guestfs_lvs($0).map { CStrings.take($0) } }
  }

  /// The type of a partition in an MBR.
  public func typeByte(ofPartition number: Int, of disk: String) throws -> Int32 {
    try check("reading the partition table of \(disk)") {
      guestfs_part_get_mbr_id($0, disk, Int32(number))
    }
  }
}
