public import ImageProperties

/// A disk mounted in the appliance.
public protocol OfflineGuest: Guest {
  /// What is on the disk. Needs no step to have run before.
  func inspect() async throws -> DiskFacts
  /// Removes everything that a shell pattern matches; nothing that matches is no error.
  func removeAll(matching pattern: String) async throws
  /// Tells the disk which blocks are free, so that the image does not carry deleted data.
  func trim() async throws
}
