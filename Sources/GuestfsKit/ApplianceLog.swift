import BuildFoundation
import CGuestfs
import Synchronization

/// Cuts what libguestfs and the appliance's console say into lines; called on the library's threads.
final class ApplianceLog: Sendable {
  private let splitters = Mutex<[Int32: LineSplitter]>([:])
  private let kept = Mutex<[String]>([])
  private let line: @Sendable (String) -> Void

  init(line: @escaping @Sendable (String) -> Void) {
    self.line = line
  }

  /// The last lines, oldest first.
  var tail: [String] { kept.withLock { $0 } }

  func take(_ bytes: UnsafeBufferPointer<UInt8>, event: Int32) {
    let lines = splitters.withLock { splitters in
      var lines = splitters[event, default: LineSplitter()].push(bytes)
      // The console comes in pieces; a message of the library is whole.
      if event != GUESTFS_EVENT_APPLIANCE, let last = splitters[event]?.finish() {
        lines.append(last)
      }
      return lines
    }
    kept.withLock { kept in
      kept = (kept + lines).suffix(20)
    }
    lines.forEach(line)
  }
}
