/// What sealing leaves and removes beside its own list.
public struct SealSettings: Sendable, Hashable, Encodable {
  /// Names of seal items that stay as they are.
  public var keep: [Located<String>]
  /// Absolute glob patterns of files that go as well.
  public var remove: [Located<String>]

  /// Makes settings; the defaults are what a recipe without `seal` gets.
  public init(keep: [Located<String>] = [], remove: [Located<String>] = []) {
    self.keep = keep
    self.remove = remove
  }
}
