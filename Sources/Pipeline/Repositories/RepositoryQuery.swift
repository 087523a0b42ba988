/// Asks package repositories what they serve.
public protocol RepositoryQuery: Sendable {
  /// What stands for the packages that `repository` serves now: the same as long as none changes.
  ///
  /// While the repository cannot be reached, the last state that is known; nil when there is none, or
  /// when this host cannot ask it at all. Throws only when it is interrupted.
  func state(of repository: GuestRepository, report: StepReport) async throws -> String?
}
