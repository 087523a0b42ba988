/// A layer that a thorough check found to be damaged.
public struct LayerFinding: Sendable, Equatable {
  /// The layer's key.
  public var key: LayerKey
  /// Its title; nil when its record cannot be read.
  public var title: String?
  /// What is wrong.
  public var reason: String
}
