public import BuildFoundation

/// A part of the disk that holds, or could hold, a file system: a partition, a logical volume, or the
/// whole of a disk without partitions.
public struct DiskVolume: Sendable, Codable, Equatable {
  /// `partition 1`, `volume VG/LV`, or `disk`.
  public var name: String
  /// How large it is.
  public var size: ByteCount
  /// What the partition table says it is for; nil for what is in no table.
  public var purpose: String?
  /// `ext4`, `vfat`, `swap`, `LVM2_member`, `crypto_LUKS`…; empty when nothing is recognized.
  public var content: String
  /// The file system's label.
  public var label: String?
  /// The file system's UUID.
  public var uuid: String?
  /// Where the system on the disk mounts it.
  public var mountPoint: String?

  /// Makes a record of what was found.
  public init(
    name: String, size: ByteCount, purpose: String? = nil, content: String, label: String? = nil,
    uuid: String? = nil, mountPoint: String? = nil
  ) {
    self.name = name
    self.size = size
    self.purpose = purpose
    self.content = content
    self.label = label
    self.uuid = uuid
    self.mountPoint = mountPoint
  }
}
