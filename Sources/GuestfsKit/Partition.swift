public import BuildFoundation

/// One partition of a disk.
public struct Partition: Sendable, Hashable {
  /// The number in the table, as in `/dev/sda1`.
  public let number: Int
  /// The first byte.
  public let start: Int64
  /// The last byte.
  public let end: Int64
  /// The length.
  public let size: ByteCount
  /// The type's GUID in upper case; nil in other tables than GPT.
  public let gptType: String?
}
