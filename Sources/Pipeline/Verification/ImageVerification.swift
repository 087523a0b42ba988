/// What came of verifying an image.
public struct ImageVerification: Sendable, Codable, Equatable {
  /// The hardware that it was booted on.
  public var hardware: String
  /// What was looked at, in order.
  public var cases: [VerificationCase]

  /// Makes a record of a verification.
  public init(hardware: String, cases: [VerificationCase]) {
    self.hardware = hardware
    self.cases = cases
  }

  /// What does not hold.
  public var failures: [VerificationCase] { cases.filter { $0.failure != nil } }
}
