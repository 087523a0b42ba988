import CLibvirt

/// Owns one reference to a `virConnectPtr`, and the listener that records why its domains stop.
///
/// Unchecked, because an OpaquePointer is not Sendable: libvirt allows calls on a connection from any
/// thread, and the reference is given back once, in `deinit`.
final class ConnectionHandle: @unchecked Sendable {
  let pointer: virConnectPtr
  let stopReasons = StopReasons()
  private let listener: Int32

  /// Takes over a reference.
  init(owning pointer: virConnectPtr) {
    self.pointer = pointer
    listener = stopReasons.listen(to: pointer)
  }

  deinit {
    // The listener holds a reference of its own: without this the connection would never close.
    if listener >= 0 { virConnectDomainEventDeregisterAny(pointer, listener) }
    virConnectClose(pointer)
  }
}
