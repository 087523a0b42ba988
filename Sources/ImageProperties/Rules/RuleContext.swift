public import Foundation

/// What properties are derived from.
public struct RuleContext: Sendable {
  /// What was found on the disk.
  public let facts: DiskFacts
  /// What recipe and profile say, by the names that are stamped.
  public let declared: [String: String]
  /// The names that the profile asks for.
  public let wanted: Set<String>
  /// When the image was built.
  public let built: Date

  /// Makes a context.
  public init(
    _ facts: DiskFacts, declared: [String: String] = [:], wanted: Set<String> = [],
    built: Date = Date()
  ) {
    self.facts = facts
    self.declared = declared
    self.wanted = wanted
    self.built = built
  }
}
