/// A port that a firewall lets in.
public struct FirewallPort: Sendable, Hashable, Codable {
  /// What is spoken on it.
  public enum Transport: String, Sendable, Hashable, Codable, CaseIterable {
    case tcp, udp
  }

  public let transport: Transport
  /// The first of the ports, 1 to 65535.
  public let first: Int
  /// The last of them.
  public let last: Int

  /// Reads `443`, `443/tcp`, `53/udp`, `6000-6010/tcp`; nil for anything else.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{1,5})(?:-([0-9]{1,5}))?(?:\/(tcp|udp))?/),
      let first = Int(match.1), let last = Int(match.2 ?? match.1),
      (1...65_535).contains(first), last >= first, last <= 65_535
    else { return nil }
    self.first = first
    self.last = last
    transport = match.3.flatMap { Transport(rawValue: String($0)) } ?? .tcp
  }

  /// The ports as netsh reads them.
  var range: String { first == last ? "\(first)" : "\(first)-\(last)" }
}

extension FirewallPort: CustomStringConvertible {
  /// As recipes have it: `443/tcp`.
  public var description: String { "\(range)/\(transport.rawValue)" }
}
