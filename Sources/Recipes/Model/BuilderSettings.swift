public import BuildFoundation

/// The machine that online steps and verify run on.
public struct BuilderSettings: Sendable, Hashable, Encodable {
  /// Memory; at least 256 MiB.
  public var memory: ByteCount
  /// Virtual processors, 1 to 64.
  public var cpus: Int

  /// Makes settings; the defaults are what a recipe without `builder` gets.
  public init(memory: ByteCount = .gibibytes(1), cpus: Int = 2) {
    self.memory = memory
    self.cpus = cpus
  }
}
