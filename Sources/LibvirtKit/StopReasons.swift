import CLibvirt
import Synchronization

/// Remembers why domains stopped.
///
/// A transient domain is gone from libvirt the moment that it stops; only the event says why.
final class StopReasons: Sendable {
  private let reasons = Mutex<[String: DomainState.StopReason]>([:])

  /// Why the domain with this UUID stopped, if an event said so.
  func reason(uuid: String) -> DomainState.StopReason? {
    reasons.withLock { $0[uuid] }
  }

  /// Listens to `connection`, and gives the number of the listener.
  ///
  /// The listener holds a reference to the connection until it is taken away. Less than 0 when
  /// libvirt has no events for the connection: then reasons stay unknown.
  func listen(to connection: virConnectPtr) -> Int32 {
    let opaque = Unmanaged.passRetained(self).toOpaque()
    let number = imgbuild_register_lifecycle_callback(
      connection,
      { _, domain, event, detail, opaque in
        guard event == Int32(VIR_DOMAIN_EVENT_STOPPED.rawValue), let domain, let opaque else {
          return 0
        }
        let reasons = Unmanaged<StopReasons>.fromOpaque(opaque).takeUnretainedValue()
        reasons.record(domain, DomainState.StopReason(eventDetail: detail))
        return 0
      },
      opaque,
      { opaque in
        if let opaque { Unmanaged<StopReasons>.fromOpaque(opaque).release() }
      })
    if number < 0 { Unmanaged<StopReasons>.fromOpaque(opaque).release() }
    return number
  }

  private func record(_ domain: virDomainPtr, _ reason: DomainState.StopReason) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(VIR_UUID_STRING_BUFLEN)) { text in
      guard let start = text.baseAddress, virDomainGetUUIDString(domain, start) == 0 else { return }
      let uuid = String(cString: start)
      reasons.withLock { $0[uuid] = reason }
    }
  }
}
