import BuildFoundation
import Synchronization

/// What tells one instance from another.
struct InstanceIdentity: Sendable, Equatable {
  var machineID = ""
  /// The SSH server's public host keys, one a line.
  var hostKeys: [String] = []

  /// What this and another instance have in common, in words; nil for nothing.
  func shared(with other: InstanceIdentity) -> String? {
    if machineID == other.machineID { return "both have the machine ID \(machineID)" }
    let keys = Set(hostKeys).intersection(other.hostKeys)
    return keys.isEmpty ? nil : "both have the SSH host key \(keys.sorted()[0].prefix(60))…"
  }
}

/// The instance has an identity of its own; keeps it for whoever compares.
final class IdentityCheck: VerificationCheck {
  private let found = Mutex(InstanceIdentity())

  /// What was found last.
  var identity: InstanceIdentity { found.withLock(\.self) }

  var title: String { "it has a machine ID and SSH host keys" }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let tail = OutputTail(limit: 40)
    let script = """
      cat /etc/machine-id
      cat /etc/ssh/ssh_host_*_key.pub 2>/dev/null
      test -x /usr/sbin/sshd || echo no server
      """
    _ = try await guest.run(.shell(script, limit: .seconds(60))) { tail.append($0) }
    var lines = tail.lines
    let hasServer = lines.last != "no server"
    if !hasServer { lines.removeLast() }
    let identity = InstanceIdentity(
      machineID: lines.first ?? "", hostKeys: Array(lines.dropFirst()))
    found.withLock { $0 = identity }
    guard identity.machineID.count == 32 else { return "/etc/machine-id has no machine ID" }
    return hasServer && identity.hostKeys.isEmpty ? "there are no SSH host keys yet" : nil
  }
}
