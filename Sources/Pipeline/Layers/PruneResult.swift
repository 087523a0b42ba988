public import BuildFoundation

/// What pruning the store removed, or would remove.
public struct PruneResult: Sendable {
  /// The layers.
  public var layers: [StoredLayer]
  /// What all removed files took of the disk, unfinished ones included.
  public var freed: ByteCount
  /// What the layers that are left take.
  public var left: ByteCount
}
