public import BuildFoundation
public import SystemPackage

/// What was sent to an image, as it was read.
public struct SentData: Sendable, Hashable {
  /// The file that it came from.
  public let path: FilePath
  /// Its bytes.
  public let size: ByteCount
  /// Its hash, computed while it was read.
  public let hash: ImageHash
}
