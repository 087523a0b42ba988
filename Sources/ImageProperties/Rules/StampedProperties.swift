/// What an image is stamped with.
public struct StampedProperties: Sendable, Equatable {
  /// The properties.
  public var properties: PropertySet
  /// The same before the profile left any out: what verification boots.
  public var hardware: PropertySet
  /// What contradicts the disk, and was allowed.
  public var mismatches: [PropertyMismatch] = []
  /// What the reader should know, a sentence each.
  public var warnings: [String] = []

  /// What is stamped, of all that the hardware has.
  public init(properties: PropertySet, hardware: PropertySet) {
    self.properties = properties
    self.hardware = hardware
  }
}
