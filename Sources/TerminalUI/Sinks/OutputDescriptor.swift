import Foundation
import Synchronization

/// Where a sink writes: a file descriptor, or a closure in tests.
///
/// What cannot be written (a reader that left, a full disk) is dropped from then on: a build does
/// not fail because nobody watches it.
public final class OutputDescriptor: Sendable {
  private let write: @Sendable ([UInt8]) -> Bool
  private let broken = Mutex(false)

  /// An output to an open descriptor, which stays the caller's.
  public init(_ descriptor: CInt) {
    write = { Self.writeAll($0, to: descriptor) }
  }

  /// An output to a closure; called by one thread at a time.
  public init(_ body: @escaping @Sendable (String) -> Void) {
    write = { bytes in
      body(String(decoding: bytes, as: UTF8.self))
      return true
    }
  }

  /// Standard output.
  public static let standardOutput = OutputDescriptor(STDOUT_FILENO)
  /// Standard error.
  public static let standardError = OutputDescriptor(STDERR_FILENO)

  /// Writes `text` at once.
  public func write(_ text: String) {
    write(bytes: Array(text.utf8))
  }

  /// Writes `bytes` at once.
  func write(bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    broken.withLock { broken in
      if !broken { broken = !write(bytes) }
    }
  }

  /// Writes each line and a newline.
  public func write(lines: [String]) {
    write(lines.map { $0 + "\n" }.joined())
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    withoutBrokenPipeSignal {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // A terminal that another program made non-blocking.
          var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          guard poll(&wait, 1, 10_000) > 0 else { return false }
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  /// Keeps SIGPIPE from ending the process, on this thread and for this write only: ignoring the
  /// signal for the process would pass on to every program that the build starts.
  private static func withoutBrokenPipeSignal(_ body: () -> Bool) -> Bool {
    var signals = sigset_t()
    var before = sigset_t()
    var pending = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    let done = body()
    if !done, !wasPending {
      var none = timespec()
      _ = sigtimedwait(&signals, nil, &none)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return done
  }
}
