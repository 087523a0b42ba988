import Synchronization

/// The first of several results, for one task that waits for it; the others are dropped.
final class FirstResult<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Result<Value, any Error>, Never>)
    case given(Result<Value, any Error>)
  }

  private let state = Mutex(State.open)

  /// Whether a result came.
  var isGiven: Bool {
    state.withLock { if case .given = $0 { true } else { false } }
  }

  /// Gives a result, and says whether it is the first; only the first counts.
  @discardableResult
  func give(_ result: Result<Value, any Error>) -> Bool {
    let (isFirst, waiting) = state.withLock { state in
      switch state {
      case .given: return (false, CheckedContinuation<Result<Value, any Error>, Never>?.none)
      case .open:
        state = .given(result)
        return (true, nil)
      case .awaited(let waiting):
        state = .given(result)
        return (true, waiting)
      }
    }
    waiting?.resume(returning: result)
    return isFirst
  }

  /// Waits for the first result; to be called once.
  func wait() async throws -> Value {
    let result = await withCheckedContinuation { waiting in
      let known: Result<Value, any Error>? = state.withLock { state in
        if case .given(let result) = state { return result }
        state = .awaited(waiting)
        return nil
      }
      if let known { waiting.resume(returning: known) }
    }
    return try result.get()
  }
}
