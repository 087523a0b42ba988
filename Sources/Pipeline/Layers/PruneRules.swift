public import BuildFoundation

/// Which layers are given up although recipes use them.
///
/// In no case one that a running build uses, nor one below a layer that is kept.
public struct PruneRules: Sendable {
  /// Layers that no build has used for longer than this; nil for none.
  public var unusedFor: Duration?
  /// What all layers together may take: those used longest ago go first; nil for any size.
  public var limit: ByteCount?
  /// All layers.
  public var all: Bool
  /// Whether disks of failed builds stay, with all that they stand on: somebody wants to look at them.
  public var keepsFailures: Bool

  /// Makes rules; without any, only what no recipe uses goes.
  public init(
    unusedFor: Duration? = nil, limit: ByteCount? = nil, all: Bool = false,
    keepsFailures: Bool = false
  ) {
    self.unusedFor = unusedFor
    self.limit = limit
    self.all = all
    self.keepsFailures = keepsFailures
  }
}
