/// One thing that verification looked at.
public struct VerificationCase: Sendable, Codable, Equatable {
  /// What is to hold: `the guest agent answers`.
  public var title: String
  /// Seconds until it held, or was given up.
  public var seconds: Double
  /// Why it does not hold; nil where it does.
  public var failure: String?

  /// Makes a record of what came of it.
  public init(title: String, seconds: Double, failure: String? = nil) {
    self.title = title
    self.seconds = seconds
    self.failure = failure
  }
}
