/// What a file system calls itself.
public struct FileSystemIdentity: Sendable, Hashable {
  /// `ext4`, `vfat`, `ntfs`…; empty when there is none.
  public let type: String
  /// The label; empty when there is none.
  public let label: String
  /// The UUID; empty when there is none.
  public let uuid: String
}
