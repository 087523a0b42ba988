import BuildFoundation
import CLibvirt
import Foundation

/// Owns one reference to a `virDomainPtr`, and its connection's, so that it cannot close before.
///
/// Unchecked, because an OpaquePointer is not Sendable: libvirt allows calls on a domain from any
/// thread, and the reference is given back once, in `deinit`.
final class DomainHandle: @unchecked Sendable {
  let pointer: virDomainPtr
  let connection: ConnectionHandle

  /// Takes over a reference.
  init(owning pointer: virDomainPtr, of connection: ConnectionHandle) {
    self.pointer = pointer
    self.connection = connection
  }

  deinit {
    virDomainFree(pointer)
  }

  /// The domain's name.
  var name: String {
    virDomainGetName(pointer).map { String(cString: $0) } ?? "?"
  }

  /// The domain's UUID as text: what events and later look-ups agree on.
  var uuid: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(VIR_UUID_STRING_BUFLEN)) { text in
      guard let start = text.baseAddress, virDomainGetUUIDString(pointer, start) == 0 else {
        return ""
      }
      return String(cString: start)
    }
  }
}

extension DomainHandle {
  /// What the domain does now; a domain that libvirt no longer knows has stopped.
  func state() throws -> DomainState {
    var state: Int32 = 0
    guard virDomainGetState(pointer, &state, nil, 0) == 0 else {
      let error = LibvirtError.last()
      guard error.code == .noDomain else {
        let doing = "asking for the state of the domain \(name)"
        throw connection.lossError(doing: doing) ?? error.buildError(doing: doing)
      }
      return .stopped(stopReason)
    }
    switch virDomainState(rawValue: UInt32(bitPattern: state)) {
    case VIR_DOMAIN_PAUSED: return .paused
    case VIR_DOMAIN_SHUTDOWN: return .shuttingDown
    case VIR_DOMAIN_SHUTOFF: return .stopped(stopReason)
    case VIR_DOMAIN_CRASHED: return .stopped(.crashed)
    default: return .running
    }
  }

  /// Why the domain stopped; the event that says so comes from another thread, a moment later.
  private var stopReason: DomainState.StopReason {
    for _ in 0..<20 {
      if let reason = connection.stopReasons.reason(uuid: uuid) { return reason }
      usleep(10_000)
    }
    return .unknown
  }
}
