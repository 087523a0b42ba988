public import BuildFoundation

/// What an instance gets, as Nova's flavors have it.
public struct Flavor: Sendable, Equatable {
  /// Memory; nil: what the image's properties say is enough, or else 1 GiB.
  public var memory: ByteCount?
  /// Processors.
  public var processors: Int
  /// The root disk; nil: as large as the image's.
  public var disk: ByteCount?

  /// Makes a flavor.
  public init(memory: ByteCount? = nil, processors: Int = 2, disk: ByteCount? = nil) {
    self.memory = memory
    self.processors = processors
    self.disk = disk
  }
}
