import Foundation
import Synchronization

/// The processes of builds that go on, for the signals that are meant for them.
final class ChildProcesses: Sendable {
  private struct State {
    var running: [String: Int32] = [:]
    var isEnding = false
  }

  private let state = Mutex(State())

  /// Whether they were told to end.
  var areEnding: Bool { state.withLock { $0.isEnding } }

  /// Takes the process of a build; one that comes too late is told at once.
  func add(_ process: Int32, of name: String) {
    let isEnding = state.withLock {
      $0.running[name] = process
      return $0.isEnding
    }
    if isEnding { kill(process, SIGTERM) }
  }

  /// The build's process has ended.
  func remove(_ name: String) {
    state.withLock { $0.running[name] = nil }
  }

  /// Tells all to end in good order; a second time, at once.
  func end() {
    let processes = state.withLock {
      $0.isEnding = true
      return $0.running.values
    }
    for process in processes { kill(process, SIGTERM) }
  }
}
