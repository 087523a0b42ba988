import BuildFoundation
import CLibvirt
import Foundation

extension Domain {
  /// Forwards a port of this host's loopback address to a port of the guest, through its network card.
  ///
  /// The host port must be free; only this host reaches it, and it closes with the domain. Throws
  /// `BuildError` when the domain has no user network, or the port is taken.
  public func forward(hostPort: UInt16, guestPort: UInt16) throws {
    let doing = "forwarding port \(hostPort) to port \(guestPort) of the domain \(name)"
    guard let network = Self.userNetwork(in: try monitor("info network", doing: doing)) else {
      throw BuildError(.buildFailed, "\(doing): the domain has no user network")
    }
    let reply = try monitor(
      "hostfwd_add \(network) tcp:127.0.0.1:\(hostPort)-:\(guestPort)", doing: doing)
    guard reply.isEmpty else {
      throw BuildError(
        .buildFailed, "\(doing): \(reply)", hint: "another process may use port \(hostPort)")
    }
  }

  /// The id of the user network in what `info network` prints.
  static func userNetwork(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) where line.contains("type=user") {
      let name = line.drop { " \\".contains($0) }.prefix { $0 != ":" }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }

  /// Gives a command to QEMU's human monitor, and gives what it printed, trimmed.
  func monitor(_ command: String, doing: String) throws -> String {
    var reply: UnsafeMutablePointer<CChar>?
    let flags = VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP.rawValue
    guard virDomainQemuMonitorCommand(handle.pointer, command, &reply, flags) == 0, let reply
    else { throw explain(LibvirtError.last(), doing: doing) }
    defer { free(reply) }
    return String(cString: reply).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
