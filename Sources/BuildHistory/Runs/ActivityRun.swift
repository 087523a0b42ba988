/// A row of a run: the base, a launch, a step, seal, compression, verification.
public struct ActivityRun: Sendable, Codable, Equatable {
  /// How it ended.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    case done
    /// A layer of an earlier build was used.
    case cached
    case failed
    case interrupted
  }

  /// The row's identifier, such as `step-3`.
  public var id: String
  /// The row's title.
  public var title: String
  /// How it ended.
  public var outcome: Outcome
  /// How long it took in this run, in seconds; 0 where a layer was used.
  public var seconds: Double

  /// Makes a record of a row.
  public init(id: String, title: String, outcome: Outcome, seconds: Double) {
    self.id = id
    self.title = title
    self.outcome = outcome
    self.seconds = seconds
  }
}
