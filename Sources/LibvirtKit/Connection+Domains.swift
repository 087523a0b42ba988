import BuildFoundation
import CLibvirt
import Foundation

extension Connection {
  /// All running domains.
  public func domains() throws -> [Domain] {
    let handle = try open(for: "listing domains")
    var list: UnsafeMutablePointer<virDomainPtr?>?
    let count = virConnectListAllDomains(
      handle.pointer, &list, VIR_CONNECT_LIST_DOMAINS_ACTIVE.rawValue)
    guard count >= 0, let list else {
      throw LibvirtError.last().buildError(doing: "listing domains")
    }
    defer { free(list) }
    var domains: [Domain] = []
    for index in 0..<Int(count) {
      if let pointer = list[index] { domains.append(domain(owning: pointer, of: handle)) }
    }
    return domains
  }

  /// Ends the domains whose owner, a process of this host, no longer runs, and gives their names.
  ///
  /// Domains without imgbuild's owner metadata are somebody else's and stay; so do those whose owner
  /// ran on another host or in another container, where it may be alive.
  public func reapOrphans() async throws -> [String] {
    var reaped: [String] = []
    for domain in try domains() {
      guard let owner = try await domain.owner(), owner.isOfThisHost, !owner.isAlive
      else { continue }
      try await domain.terminate()
      reaped.append(domain.name)
    }
    return reaped
  }
}
