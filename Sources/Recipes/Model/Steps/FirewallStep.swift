public import WindowsSetup

/// Sets up the firewall of Windows.
public struct FirewallStep: Sendable, Hashable, Encodable {
  /// Kinds of networks for which it is on, or off; what is not named stays as it is.
  public var profiles: [FirewallProfile: Bool]
  /// Ports that it lets in.
  public var open: [FirewallPort]

  /// Makes the step; the defaults are those of a recipe.
  public init(profiles: [FirewallProfile: Bool] = [:], open: [FirewallPort] = []) {
    self.profiles = profiles
    self.open = open
  }

  private enum CodingKeys: String, CodingKey {
    case on, off, open
  }

  /// In an order of its own: equal encodings make equal layers.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(names(of: true), forKey: .on)
    try values.encode(names(of: false), forKey: .off)
    try values.encode(open, forKey: .open)
  }

  private func names(of state: Bool) -> [String] {
    profiles.filter { $0.value == state }.map(\.key.rawValue).sorted()
  }
}

extension FirewallStep: StepDetails {
  var kind: String { "firewall" }
  var summary: String {
    let parts = [
      ("on for", names(of: true)), ("off for", names(of: false)),
      ("open", open.map { "\($0)" }),
    ]
    return "firewall: "
      + parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
      .joined(separator: "; ")
  }
}
