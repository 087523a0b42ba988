import BuildFoundation
import CLibvirt
import Dispatch
import Foundation

extension Domain {
  /// How a shutdown came about.
  public enum Ending: String, Sendable, Hashable {
    /// It had already stopped.
    case alreadyStopped
    /// The guest agent powered the guest off.
    case agent
    /// The guest answered the power button.
    case powerButton
    /// The domain was destroyed, as if its power was cut: what the guest had not written is lost.
    case destroyed
  }

  /// Shuts the guest down: by the agent, then by the power button, at last by cutting its power.
  ///
  /// Each way has a limit of its own; an agent that does not answer costs up to 7 s. On cancellation
  /// the domain is left to `terminate()`.
  public func shutdown(
    agentLimit: Duration = .seconds(90), buttonLimit: Duration = .seconds(60)
  ) async throws -> Ending {
    if try state().isStopped { return .alreadyStopped }
    if askAgentToShutDown(), try await stops(within: agentLimit) { return .agent }
    if try state().isStopped { return .agent }
    if try await pressPowerButton(limit: buttonLimit) { return .powerButton }
    if try state().isStopped { return .powerButton }
    try await terminate()
    return .destroyed
  }

  /// Presses the power button (ACPI), and gives whether the guest has powered itself off within `limit`.
  ///
  /// A guest that is about to boot does not notice, so the button is pressed anew every 10 s, as Nova does
  /// (nova/virt/libvirt/driver.py, _clean_shutdown).
  public func pressPowerButton(limit: Duration) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      let pressed = virDomainShutdownFlags(
        handle.pointer, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue)
      guard pressed == 0 else { break }
      let left = end - ContinuousClock.now
      if try await stops(within: min(left, .seconds(10))) { return true }
    }
    return try state().isStopped
  }

  /// Ends the domain at once, whatever else is done with it meanwhile.
  ///
  /// Runs beside the domain's own queue, so that a call that hangs there cannot hold it up. When
  /// libvirt has not ended the domain within `limit`, QEMU is killed by its process number (embedded
  /// driver only). A domain that is gone already is no error. Not cancellable: it is the clean-up.
  public nonisolated func terminate(limit: Duration = .seconds(4)) async throws {
    let first = FirstResult<Void>()
    // A thread of its own: a pool that is full of blocked calls must not hold up the end.
    Thread.detachNewThread { [self] in first.give(destroy()) }
    DispatchQueue(label: "libvirt-domain-kill").asyncAfter(
      deadline: .now() + limit.seconds
    ) { [weak self] in
      if let self, !first.isGiven { first.give(kill()) }
    }
    try await first.wait()
  }

  /// Begins to end the domain and returns at once, from any thread; for signals and cancellation.
  ///
  /// QEMU is killed by its process number, which makes calls that wait for the guest fail. Where that
  /// is unknown, as with a daemon, libvirt is asked on a thread of its own. `terminate()` has still
  /// to be called: it waits for the end.
  public nonisolated func terminateNow() {
    if let processID, Foundation.kill(processID, SIGKILL) == 0 { return }
    Thread.detachNewThread { [self] in
      if virDomainDestroy(handle.pointer) != 0 { virResetLastError() }
    }
  }

  private nonisolated func destroy() -> Result<Void, any Error> {
    guard virDomainDestroy(handle.pointer) != 0 else { return .success(()) }
    let error = LibvirtError.last()
    if (try? handle.state())?.isStopped == true { return .success(()) }
    return .failure(error.buildError(doing: "ending the domain \(name)"))
  }

  private nonisolated func kill() -> Result<Void, any Error> {
    if let processID, Foundation.kill(processID, SIGKILL) == 0 { return .success(()) }
    if (try? handle.state())?.isStopped == true { return .success(()) }
    return .failure(
      BuildError(.timedOut, "ending the domain \(name): libvirt did not end it in time"))
  }

  /// Whether the agent took the order; its reply is usually lost, because the agent goes down too.
  private func askAgentToShutDown() -> Bool {
    let order = #"{"execute":"guest-shutdown"}"#
    if let reply = virDomainQemuAgentCommand(handle.pointer, order, 2, 0) {
      free(reply)
      return true
    }
    let error = LibvirtError.last()
    // "Not connected" comes at once, before anything is sent: then waiting would be in vain.
    return error.code == .agentUnresponsive && !error.message.contains("not connected")
  }

  private func stops(within limit: Duration) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      if try state().isStopped { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return try state().isStopped
  }
}
