import CGuestfs
import Foundation

/// Owns a `guestfs_h`, and frees it with what its callbacks use.
///
/// Unchecked: the library takes a lock of the handle's own in every call, and only the appliance's
/// actor makes calls.
final class GuestfsHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  private let log: ApplianceLog

  /// Nil when there is no memory for a handle.
  init?(log: ApplianceLog) {
    guard let pointer = imgbuild_guestfs_create() else { return nil }
    self.pointer = pointer
    self.log = log
    let events = UInt64(
      GUESTFS_EVENT_APPLIANCE | GUESTFS_EVENT_LIBRARY | GUESTFS_EVENT_WARNING)
    guestfs_set_event_callback(
      pointer,
      { _, opaque, event, _, _, text, length, _, _ in
        guard let opaque, let text else { return }
        let log = Unmanaged<ApplianceLog>.fromOpaque(opaque).takeUnretainedValue()
        text.withMemoryRebound(to: UInt8.self, capacity: length) {
          log.take(UnsafeBufferPointer(start: $0, count: length), event: Int32(event))
        }
      }, events, 0, Unmanaged.passUnretained(log).toOpaque())
  }

  /// Calls `body`, and gives the error of a call in it that returned nil.
  ///
  /// The library keeps error and error handler by thread, and a queue changes its threads: so the
  /// handler, which by default prints to standard error, is taken away before every call, and the
  /// error read right after it.
  func call<Result>(_ body: (OpaquePointer) -> Result?) -> Swift.Result<Result, GuestfsError> {
    guestfs_set_error_handler(pointer, nil, nil)
    guard let result = body(pointer) else { return .failure(lastError) }
    return .success(result)
  }

  /// Ends the appliance, if it runs, and frees everything.
  deinit {
    guestfs_set_error_handler(pointer, nil, nil)
    guestfs_close(pointer)
  }

  private var lastError: GuestfsError {
    let message = guestfs_last_error(pointer).map { String(cString: $0) } ?? "no reason given"
    // The library's advice on its own tools follows in a paragraph of its own; it is not for users.
    let end = message.range(of: "\nThis usually means")?.lowerBound ?? message.endIndex
    return GuestfsError(message: String(message[..<end]), number: guestfs_last_errno(pointer))
  }
}
