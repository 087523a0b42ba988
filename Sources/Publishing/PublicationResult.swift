public import OpenStackClient

/// What publishing came to in one cloud.
public struct PublicationResult: Sendable {
  /// The image that has the name now.
  public let image: CloudImage
  /// What was done.
  public let plan: PublicationPlan
  /// Images that should have been deleted, and are in use; the next time may delete them.
  public let stillInUse: [CloudImage]
}
