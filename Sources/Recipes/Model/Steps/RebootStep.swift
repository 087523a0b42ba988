/// Restarts the builder, and goes on when it is there again.
public struct RebootStep: Sendable, Hashable, Encodable {
  /// Makes the step.
  public init() {}
}

extension RebootStep: StepDetails {
  var kind: String { "reboot" }
  var summary: String { "reboot" }
}
