import BuildFoundation
import CLibvirt
import Foundation

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

extension ConnectionHandle {
  /// The error for a connection whose other end, libvirt's daemon, has gone; nil while it is there.
  ///
  /// Calls on a lost connection fail in the words of sockets, and each of them says something else.
  func lossError(doing: String) -> BuildError? {
    guard virConnectIsAlive(pointer) == 0 else { return nil }
    let uri = virConnectGetURI(pointer).map { text in
      defer { free(text) }
      return String(cString: text)
    }
    return BuildError(
      .host, "\(doing): the connection to libvirt (\(uri ?? "?")) was lost",
      hint: "its daemon ended or was restarted; the next run goes on after the last layer")
  }
}
