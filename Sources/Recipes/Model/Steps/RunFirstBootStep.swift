/// Runs what waits for the first boot of a Windows, in a builder.
public struct RunFirstBootStep: Sendable, Hashable, Encodable {
  /// Makes the step.
  public init() {}
}

extension RunFirstBootStep: StepDetails {
  var kind: String { "run-first-boot" }
  var summary: String { "run the first boot of Windows" }
}
