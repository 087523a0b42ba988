/// How a finished image is proved.
public struct Verification: Sendable, Hashable, Encodable {
  /// How long booting and all tests together may take.
  public var timeout: Duration
  /// What to test once the image has booted, in order.
  public var tests: [Located<VerificationTest>]

  /// Makes a verification; the defaults are what a recipe without `verify` gets.
  public init(timeout: Duration = .seconds(600), tests: [Located<VerificationTest>] = []) {
    self.timeout = timeout
    self.tests = tests
  }
}
