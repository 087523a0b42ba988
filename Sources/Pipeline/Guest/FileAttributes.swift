/// Owner and mode of a file in a guest.
public struct FileAttributes: Sendable, Hashable {
  /// Permission bits, such as 0o644.
  public var mode: UInt16
  /// User name or number in the guest.
  public var owner: String
  /// Group name or number in the guest.
  public var group: String

  /// Makes attributes.
  public init(mode: UInt16, owner: String = "root", group: String = "root") {
    self.mode = mode
    self.owner = owner
    self.group = group
  }

  /// root:root, 0644.
  public static let file = FileAttributes(mode: 0o644)
  /// root:root, 0755.
  public static let executable = FileAttributes(mode: 0o755)
  /// root:root, 0755.
  public static let folder = FileAttributes(mode: 0o755)
}
