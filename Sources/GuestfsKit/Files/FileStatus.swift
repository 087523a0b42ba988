/// Owner, mode and size of a file.
public struct FileStatus: Sendable, Hashable {
  /// Type and permission bits, as in `st_mode`.
  public let mode: UInt32
  /// The owner's number.
  public let owner: Int
  /// The group's number.
  public let group: Int
  /// Bytes.
  public let size: Int64
  /// Last change of content, in seconds since 1970.
  public let modified: Int64

  /// Permission bits only, such as 0o644.
  public var permissions: UInt16 { UInt16(mode & 0o7777) }
}
