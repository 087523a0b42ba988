/// One test of a booted image.
public enum VerificationTest: Sendable, Hashable, Encodable {
  /// Asks a web server in the image.
  case http(HTTPTest)
  /// Runs a script in the image.
  case run(RunTest)
}
