import ImageProperties

/// What was found on the disk without identity, and the properties that this proves.
struct SealFindings: Sendable {
  var facts: DiskFacts
  var stamped: StampedProperties
  /// How long sealing took.
  var seconds: Double
}
