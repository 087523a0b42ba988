import Foundation

/// Through which proxies to go, by the variables that most programs heed.
///
/// Lower-case names win; `no_proxy` takes host names, with or without port, domains, `*`, and IPv4
/// networks such as `10.0.0.0/8`.
struct ProxyRules: Sendable {
  /// A proxy.
  struct Server: Sendable, Hashable {
    var isSocks: Bool
    var host: String
    var port: Int
    var user: String?
    var password: Secret?
  }

  private let proxies: [String: String]
  private let exceptions: [String]

  init(_ variables: [String: String]) {
    func value(_ name: String) -> String? {
      let text = variables[name] ?? variables[name.uppercased()] ?? ""
      return text.isEmpty ? nil : text
    }
    let all = value("all_proxy")
    proxies = ["http": value("http_proxy") ?? all, "https": value("https_proxy") ?? all]
      .compactMapValues { $0 }
    exceptions = (value("no_proxy") ?? "").lowercased().split { $0 == "," || $0 == " " }
      .map(String.init)
  }

  /// The proxy for a URL; nil to go there directly.
  ///
  /// Throws a fault for a proxy of a kind that cannot
  /// be used; the fault does not quote it, because it may hold a password.
  func server(for url: String) throws -> Server? {
    guard let target = URLComponents(string: url), let host = target.host?.lowercased(),
      let scheme = target.scheme?.lowercased(), let proxy = proxies[scheme],
      !isException(host: host, port: target.port ?? (scheme == "https" ? 443 : 80))
    else { return nil }
    guard let parts = URLComponents(string: proxy.contains("://") ? proxy : "http://\(proxy)"),
      let proxyHost = parts.host, !proxyHost.isEmpty,
      ["http", "socks5", "socks5h"].contains(parts.scheme?.lowercased())
    else {
      throw TransportFault(
        "the proxy of the environment for \(scheme) URLs cannot be used",
        hint: "\(scheme)_proxy must be like http://HOST:PORT or socks5://HOST:PORT",
        isPassing: false)
    }
    let isSocks = parts.scheme?.lowercased().hasPrefix("socks") ?? false
    return Server(
      isSocks: isSocks, host: proxyHost, port: parts.port ?? (isSocks ? 1080 : 80),
      user: parts.user, password: parts.password.map { Secret($0) })
  }

  private func isException(host: String, port: Int) -> Bool {
    exceptions.contains { rule in
      if rule == "*" || rule == host || rule == "\(host):\(port)" { return true }
      let domain = rule.hasPrefix(".") ? rule : ".\(rule)"
      return host.hasSuffix(domain) || Self.network(rule, contains: host)
    }
  }

  private static func network(_ rule: String, contains host: String) -> Bool {
    let parts = rule.split(separator: "/")
    guard parts.count == 2, let bits = Int(parts[1]), (0...32).contains(bits),
      let network = address(parts[0]), let address = address(host[...])
    else { return false }
    let mask = bits == 0 ? 0 : UInt32.max << (32 - bits)
    return network & mask == address & mask
  }

  private static func address(_ text: Substring) -> UInt32? {
    let bytes = text.split(separator: ".", omittingEmptySubsequences: false)
    guard bytes.count == 4 else { return nil }
    return bytes.reduce(0) { sum, byte -> UInt32? in
      guard let sum, let value = UInt8(byte) else { return nil }
      return sum << 8 | UInt32(value)
    }
  }
}
