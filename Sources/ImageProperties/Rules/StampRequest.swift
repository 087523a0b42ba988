public import Foundation

/// What is to be stamped beside what the disk says.
public struct StampRequest: Sendable {
  /// Properties that the recipe declares.
  public var declared: [String: String]
  /// Why a property may contradict the disk, by its name.
  public var allowed: [String: String]
  /// What the cloud wants of its images.
  public var profile: PropertyProfile
  /// When the image was built.
  public var built: Date

  /// Makes a request.
  public init(
    declared: [String: String] = [:], allowed: [String: String] = [:],
    profile: PropertyProfile = .openStack, built: Date = Date()
  ) {
    self.declared = declared
    self.allowed = allowed
    self.profile = profile
    self.built = built
  }
}
