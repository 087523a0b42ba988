/// Which partitions of the one disk to mount where, outermost first.
public struct DiskLayout: Sendable, Equatable {
  /// A partition and its place.
  public struct Mount: Sendable, Equatable {
    /// The partition's number on the disk, from 1.
    public var partition: Int
    /// The mount point in the guest.
    public var path: String

    /// Makes a mount.
    public init(partition: Int, path: String) {
      self.partition = partition
      self.path = path
    }
  }

  /// The mounts in the order in which they are made.
  public var mounts: [Mount]

  /// Makes a layout.
  public init(_ mounts: [Mount]) {
    self.mounts = mounts
  }
}
