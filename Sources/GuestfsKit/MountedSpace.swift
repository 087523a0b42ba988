public import BuildFoundation

/// How full a mounted file system is.
public struct MountedSpace: Sendable, Hashable {
  /// All of it.
  public let total: ByteCount
  /// Unused, with what is kept for root.
  public let free: ByteCount
  /// Unused, for everyone.
  public let available: ByteCount
}
