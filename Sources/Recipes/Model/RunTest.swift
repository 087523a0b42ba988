/// Runs a script in the image; it must end with status 0.
public struct RunTest: Sendable, Hashable, Encodable {
  /// The script for `/bin/sh`.
  public var script: String
  /// Text that the script's output must contain, where any is wanted.
  public var expect: String?
  /// Variables added to the script's environment.
  public var environment: [String: String]

  /// Makes a test.
  public init(script: String, expect: String? = nil, environment: [String: String] = [:]) {
    self.script = script
    self.expect = expect
    self.environment = environment
  }
}
