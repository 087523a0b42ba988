/// One row of a build: the base, a step, seal, facts, the artifact, verify.
public struct Activity: Sendable, Codable, Hashable, Identifiable {
  /// Unique within a build, stable between runs: `base`, `step-3`, `verify`.
  public let id: String
  /// What the reader sees, in the imperative: `packages: install apache2, mariadb-server`.
  public let title: String

  /// Makes an activity.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }
}
