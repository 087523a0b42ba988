/// Whom a publication tells what it does.
public struct PublicationEvents: Sendable {
  /// What is done now, and how much of it from 0 to 1 where that is known.
  public var progress: @Sendable (String, Double?) -> Void
  /// What the reader should see.
  public var warning: @Sendable (String) -> Void

  /// Makes the two.
  public init(
    progress: @escaping @Sendable (String, Double?) -> Void,
    warning: @escaping @Sendable (String) -> Void
  ) {
    self.progress = progress
    self.warning = warning
  }
}
