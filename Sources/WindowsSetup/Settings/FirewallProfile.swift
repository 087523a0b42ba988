/// A kind of network that Windows' firewall has rules of its own for.
public enum FirewallProfile: String, Sendable, Hashable, Codable, CaseIterable {
  case domain
  case `private`
  case `public`

  /// The name of its key; that of private networks is older than their name.
  var key: String {
    switch self {
    case .domain: "DomainProfile"
    case .private: "StandardProfile"
    case .public: "PublicProfile"
    }
  }
}
