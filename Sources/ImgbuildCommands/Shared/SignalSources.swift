import Dispatch
import Foundation
import Synchronization

/// The signals that end a build, listened to from the first time on until the process ends.
///
/// Once for the whole process: a dispatch source for a signal that an earlier source was cancelled for
/// gets nothing on Linux, and one process makes several builds.
///
/// Unchecked only for the sources, which Dispatch makes thread-safe without saying so to Swift; they are
/// kept and never touched again.
final class SignalSources: @unchecked Sendable {
  static let shared = SignalSources()
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private let receiver = Mutex<(@Sendable () -> Void)?>(nil)
  private var sources: [any DispatchSourceSignal] = []

  private init() {
    let queue = DispatchQueue(label: "signals")
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [weak self] in self?.receive(number) }
      source.resume()
      return source
    }
  }

  /// Who gets the signals from now on; nil for what a process does that nobody has told otherwise.
  func setReceiver(_ receive: (@Sendable () -> Void)?) {
    receiver.withLock { $0 = receive }
  }

  private func receive(_ number: Int32) {
    guard let receive = receiver.withLock({ $0 }) else {
      _exit(128 + number)
    }
    receive()
  }
}
