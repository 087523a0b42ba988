import ImageProperties
import SystemPackage

/// The disk without identity, what was found on it, and the properties that this proves.
struct SealedDisk: Sendable {
  /// The topmost file of its chain; nothing has it open.
  var overlay: FilePath
  var facts: DiskFacts
  var properties: PropertySet
}
