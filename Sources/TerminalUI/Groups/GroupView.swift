public import Pipeline

/// Shows several builds that go on at a time.
public protocol GroupView: Sendable {
  /// The builds that are going to be made, in their order.
  func begin(_ names: [String])
  /// One of them is started.
  func start(_ name: String)
  /// Something happened in one of them.
  func take(_ event: BuildEvent, of name: String)
  /// One of them has ended.
  func end(_ outcome: GroupOutcome)
  /// All have ended; `headline` says how, in a line.
  func finish(_ outcomes: [GroupOutcome], headline: String)
}
