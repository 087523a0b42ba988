import Synchronization

/// The first of several values, for one reader who waits for it.
final class FirstValue<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case awaited(CheckedContinuation<Value, Never>)
    case set(Value)
  }

  private let state = Mutex(State.empty)

  /// Sets the value, unless there is one.
  func set(_ value: Value) {
    let reader: CheckedContinuation<Value, Never>? = state.withLock { state in
      switch state {
      case .set: return nil
      case .empty:
        state = .set(value)
        return nil
      case .awaited(let reader):
        state = .set(value)
        return reader
      }
    }
    reader?.resume(returning: value)
  }

  /// The value; to be read once.
  var value: Value {
    get async {
      await withCheckedContinuation { reader in
        let known: Value? = state.withLock { state in
          if case .set(let value) = state { return value }
          state = .awaited(reader)
          return nil
        }
        if let known { reader.resume(returning: known) }
      }
    }
  }
}
