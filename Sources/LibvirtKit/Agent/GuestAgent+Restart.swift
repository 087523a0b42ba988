import BuildFoundation
import CLibvirt

extension GuestAgent {
  /// Asks the guest to restart; returns before it has begun to.
  ///
  /// Its reply is usually lost, because the agent goes down too. Throws when the agent refuses.
  public func restartGuest() throws {
    do {
      _ = try call("guest-shutdown", ["mode": "reboot"], seconds: 2, NoAgentValue.self)
    } catch let error as BuildError {
      guard let cause = error.cause as? LibvirtError, cause.code == .agentUnresponsive,
        !cause.message.contains("not connected")
      else { throw error }
    }
  }
}
