import Foundation
import Synchronization

/// A socket that one thread waits on, and another may end.
final class LineSocket: Sendable {
  private let descriptor: Mutex<Int32?>
  /// The number for calls that block; it is closed only after they have returned.
  let number: Int32

  init(_ descriptor: Int32) {
    number = descriptor
    self.descriptor = Mutex(descriptor)
  }

  /// Makes a call that blocks on the socket return.
  func shutDown() {
    descriptor.withLock { descriptor in
      if let descriptor { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  func close() {
    descriptor.withLock { descriptor in
      if let descriptor { _ = Glibc.close(descriptor) }
      descriptor = nil
    }
  }
}
