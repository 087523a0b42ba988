/// What verification saw.
public struct VerificationReport: Sendable, Codable, Equatable {
  /// The hardware that the image was booted on.
  public var hardware: String
  /// What held, in the order of the checks.
  public var passed: [String]
  /// Seconds from power-on until the last check held.
  public var seconds: Double
}
