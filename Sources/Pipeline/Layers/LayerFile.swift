public import BuildFoundation

/// A qcow2 file of the store, as it was when its layer was published.
public struct LayerFile: Sendable, Codable, Equatable {
  /// The file's name in the store.
  public var name: String
  /// How long the file is.
  public var size: ByteCount
  /// The digest of its map: which block of the disk is where in the file.
  public var map: Digest

  /// Makes a description.
  public init(name: String, size: ByteCount, map: Digest) {
    self.name = name
    self.size = size
    self.map = map
  }
}
