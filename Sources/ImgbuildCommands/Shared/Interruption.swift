import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and its like: the first ends what goes on in good order, the second at once.
///
/// One at a time: the newest gets the signals.
final class Interruption: Sendable {
  /// Seconds that the good order may take; after half of it, what it may be waiting for is killed.
  private static let patience = 10.0

  private struct State {
    var count = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let first: @Sendable () -> Void
  private let kill: @Sendable () -> Void
  private let restore: @Sendable () -> Void

  /// Starts listening.
  ///
  /// `first` begins the good order. Where that is too slow, `kill` ends what was started and
  /// `restore` makes the terminal usable before this process ends. Each has a thread of its own, so
  /// that it may block.
  init(
    first: @escaping @Sendable () -> Void, kill: @escaping @Sendable () -> Void,
    restore: @escaping @Sendable () -> Void = {}
  ) {
    self.first = first
    self.kill = kill
    self.restore = restore
    SignalSources.shared.setReceiver { [weak self] in self?.receive() }
  }

  /// Whether there was a signal.
  var wasReceived: Bool { state.withLock { $0.count > 0 } }

  /// Stops listening; what the first signal began cannot end the process any more.
  func stop() {
    state.withLock { $0.isStopped = true }
    SignalSources.shared.setReceiver(nil)
  }

  private func receive() {
    let count = state.withLock {
      $0.count += 1
      return $0.count
    }
    guard count == 1 else { return end() }
    // Before anything that may hang.
    Thread.detachNewThread { [weak self] in
      Thread.sleep(forTimeInterval: Self.patience / 2)
      self?.unlessStopped { Self.run($0.kill, within: .seconds(2)) }
      Thread.sleep(forTimeInterval: Self.patience / 2)
      self?.end()
    }
    Thread.detachNewThread(first)
  }

  private func end() {
    unlessStopped {
      Self.run($0.kill, within: .seconds(2))
      Self.run($0.restore, within: .milliseconds(200))
      _exit(130)
    }
  }

  private func unlessStopped(_ body: (Interruption) -> Void) {
    if !state.withLock({ $0.isStopped }) { body(self) }
  }

  private static func run(
    _ body: @escaping @Sendable () -> Void, within limit: DispatchTimeInterval
  ) {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      body()
      done.signal()
    }
    _ = done.wait(timeout: .now() + limit)
  }
}
