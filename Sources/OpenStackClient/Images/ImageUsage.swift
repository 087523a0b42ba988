/// How much of something a project has, and how much it may have.
public struct ImageUsage: Sendable, Hashable {
  /// What it has.
  public let used: Int
  /// What it may have; negative for no limit.
  public let limit: Int

  init?(_ document: JSONValue) {
    guard let used = document["usage"].integer, let limit = document["limit"].integer else {
      return nil
    }
    self.used = Int(used)
    self.limit = Int(limit)
  }
}
