import BuildFoundation
import CLibvirt
import Dispatch
import Foundation

/// A running domain.
///
/// Its calls block, so they run on a queue of its own; `terminate()` works beside a blocked one.
/// A domain is not ended when the last value that names it goes away: whoever starts one terminates it.
public actor Domain {
  /// The domain's name.
  public nonisolated let name: String
  /// The domain's UUID.
  public nonisolated let uuid: String
  private let executor = DispatchQueueExecutor(label: "libvirt-domain")
  nonisolated let handle: DomainHandle
  nonisolated let driver: EmbeddedDriver?

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(_ handle: DomainHandle, driver: EmbeddedDriver?) {
    self.handle = handle
    self.driver = driver
    name = handle.name
    uuid = handle.uuid
  }

  /// The process number of the domain's QEMU while it runs; nil when a daemon runs it.
  public nonisolated var processID: Int32? { driver?.processID(ofDomain: name) }

  /// What the domain does now.
  public func state() throws -> DomainState {
    try handle.state()
  }

  /// Who must end the domain; nil for a domain that imgbuild did not start.
  public func owner() throws -> DomainOwner? {
    let kind = Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue)
    guard let text = virDomainGetMetadata(handle.pointer, kind, DomainOwner.namespace, 0) else {
      let error = LibvirtError.last()
      if error.code == .noMetadata || error.code == .noDomain { return nil }
      throw error.buildError(doing: "reading the owner of the domain \(name)")
    }
    defer { free(text) }
    return DomainOwner(metadata: String(cString: text))
  }

  /// Waits until the domain is gone, and says why it went.
  ///
  /// Throws `timedOut` after `limit`; the domain then still runs.
  public func waitUntilStopped(limit: Duration) async throws -> DomainState.StopReason {
    let end = ContinuousClock.now + limit
    while true {
      if case .stopped(let reason) = try state() { return reason }
      guard ContinuousClock.now < end else {
        throw BuildError(
          .timedOut, "waited \(limit.inWords) for the domain \(name) to stop",
          hint: "the console log shows what the guest does")
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Says why a call on the domain failed: that the domain or the connection is gone, if it is, otherwise
  /// `error`.
  ///
  /// A domain that crashed shows first as an agent that does not answer, which would mislead.
  nonisolated func explain(_ error: LibvirtError, doing: String) -> BuildError {
    guard let stopped = stopError(doing: doing) else { return error.buildError(doing: doing) }
    return stopped
  }

  /// The error for a domain that is gone, or out of reach; nil while it is there.
  nonisolated func stopError(doing: String) -> BuildError? {
    if let lost = handle.connection.lossError(doing: doing) { return lost }
    guard let state = try? handle.state(), case .stopped(let reason) = state else { return nil }
    return BuildError(
      .buildFailed, "\(doing): the domain \(name) \(reason.rawValue)",
      hint: reason == .shutdown
        ? "the guest powered off or restarted by itself; its console log says why"
        : "QEMU's log and the console log show the end",
      output: driver?.logTail(ofDomain: name) ?? [])
  }
}
