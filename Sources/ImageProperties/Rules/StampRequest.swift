public import Foundation

/// What is to be stamped beside what the disk says.
public struct StampRequest: Sendable {
  /// Properties that the recipe, or somebody by hand, declares.
  public var declared: [String: String]
  /// Those of them that somebody declares by hand.
  public var byHand: Set<String> = []
  /// Properties that are not to be stamped, whatever the disk proves.
  public var omitted: Set<String> = []
  /// Why a property may contradict the disk, by its name.
  public var allowed: [String: String]
  /// What the cloud wants of its images.
  public var profile: PropertyProfile
  /// When the image was built.
  public var built: Date

  /// Whether `os_secure_boot` is declared, or the profile has it, so that signatures matter.
  public var wantsSecureBoot: Bool {
    let value = declared["os_secure_boot"] ?? profile.fixed["os_secure_boot"] ?? "disabled"
    return value != "disabled"
  }

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
