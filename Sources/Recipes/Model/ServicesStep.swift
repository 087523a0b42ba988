/// Enables, disables and masks systemd units in the guest.
public struct ServicesStep: Sendable, Hashable, Encodable {
  /// Units to start at boot.
  public var enable: [Located<String>]
  /// Units not to start at boot.
  public var disable: [Located<String>]
  /// Units that nothing may start.
  public var mask: [Located<String>]

  /// Makes the step.
  public init(
    enable: [Located<String>] = [], disable: [Located<String>] = [], mask: [Located<String>] = []
  ) {
    self.enable = enable
    self.disable = disable
    self.mask = mask
  }
}

extension ServicesStep: StepDetails {
  var kind: String { "services" }

  var summary: String {
    let parts = [("enable", enable), ("disable", disable), ("mask", mask)]
      .filter { !$0.1.isEmpty }
      .map { "\($0.0) " + $0.1.map(\.value).joined(separator: ", ") }
    return "services: " + parts.joined(separator: "; ")
  }
}
