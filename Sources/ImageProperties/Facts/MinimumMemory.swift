public import BuildFoundation

/// The smallest memory that a system runs in.
public struct MinimumMemory: Sendable, Codable, Equatable {
  /// How much.
  public var size: ByteCount
  /// Whose minimum it is in libosinfo's database: the system's own entry, or an older release's
  /// where the host's database does not know this one yet.
  public var source: String

  /// Makes a minimum.
  public init(size: ByteCount, source: String) {
    self.size = size
    self.source = source
  }
}
