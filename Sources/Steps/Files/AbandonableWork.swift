import Foundation
import Synchronization

/// Work that may never end, such as matching a regular expression that somebody wrote.
enum AbandonableWork {
  /// Runs `body` on a thread of its own, and leaves it behind when the task is cancelled.
  ///
  /// Nothing can stop the thread; it ends with the process, which a cancelled build does soon.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let first = FirstAnswer<Result>()
    return try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation { continuation in
        first.expect(continuation)
        Thread.detachNewThread {
          first.give(Swift.Result { try body() })
        }
      }
    } onCancel: {
      first.give(.failure(CancellationError()))
    }
  }

  /// The one answer that a waiting task gets: the result, or the cancellation if that comes first.
  private final class FirstAnswer<Value: Sendable>: Sendable {
    private struct State {
      var continuation: CheckedContinuation<Value, any Error>?
      var early: Swift.Result<Value, any Error>?
      var isGiven = false
    }

    private let state = Mutex(State())

    func expect(_ continuation: CheckedContinuation<Value, any Error>) {
      let early = state.withLock { state in
        if state.early == nil { state.continuation = continuation }
        return state.early
      }
      if let early { continuation.resume(with: early) }
    }

    func give(_ result: Swift.Result<Value, any Error>) {
      let continuation: CheckedContinuation<Value, any Error>? = state.withLock { state in
        guard !state.isGiven else { return nil }
        state.isGiven = true
        if state.continuation == nil { state.early = result }
        return state.continuation
      }
      continuation?.resume(with: result)
    }
  }
}
