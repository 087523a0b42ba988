/// Says which services of the guest start at boot.
public struct ServicesStep: Sendable, Hashable, Encodable {
  /// Units to start at boot.
  public var enable: [Located<String>]
  /// Units not to start at boot.
  public var disable: [Located<String>]
  /// Units that nothing may start.
  public var mask: [Located<String>]
  /// Units that were masked, and may be started again.
  public var unmask: [Located<String>]

  /// Makes the step.
  public init(
    enable: [Located<String>] = [], disable: [Located<String>] = [],
    mask: [Located<String>] = [], unmask: [Located<String>] = []
  ) {
    self.enable = enable
    self.disable = disable
    self.mask = mask
    self.unmask = unmask
  }
}

extension ServicesStep: StepDetails {
  var kind: String { "services" }

  var summary: String {
    let parts = [("unmask", unmask), ("enable", enable), ("disable", disable), ("mask", mask)]
      .filter { !$0.1.isEmpty }
      .map { "\($0.0) " + $0.1.map(\.value).joined(separator: ", ") }
    return "services: " + parts.joined(separator: "; ")
  }
}
