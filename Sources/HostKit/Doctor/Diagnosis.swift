/// All that the checks of this host found.
public struct Diagnosis: Sendable, Equatable, Codable {
  /// The rows, in the order of the checks.
  public let checks: [HostCheck]

  /// Makes a diagnosis.
  public init(checks: [HostCheck]) {
    self.checks = checks
  }

  /// Whether a build could run.
  public var canBuild: Bool { !checks.contains { $0.status == .missing } }
}
