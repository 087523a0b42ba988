/// How much of something a project has, and how much it may have.
public struct ImageUsage: Sendable, Hashable {
  /// What it has.
  public let used: Int
  /// What it may have; negative for no limit.
  public let limit: Int

  /// Makes one.
  public init(used: Int, limit: Int) {
    self.used = used
    self.limit = limit
  }

  init?(_ document: JSONValue) {
    guard let used = document["usage"].integer, let limit = document["limit"].integer else {
      return nil
    }
    self.init(used: Int(used), limit: Int(limit))
  }
}
