import BuildFoundation

/// A call that blocks for as long as libvirt takes, and answers neither a limit nor cancellation.
struct BlockingCall<Value: Sendable>: Sendable {
  /// Completes the sentence "waited 30 s for …".
  let waitingFor: String
  let hint: String?
  let body: @Sendable () async throws -> Value
  /// Makes the call return, if anything can; called when it is given up.
  var interrupt: @Sendable () -> Void = {}
  /// Gets the value of a call that was given up and came to its end all the same.
  var discard: @Sendable (Value) -> Void = { _ in }

  /// Waits for the call; gives it up, and leaves it behind, after `limit` or on cancellation.
  ///
  /// Throws what the call throws, `timedOut`, and `CancellationError`.
  func result(within limit: Duration) async throws -> Value {
    let first = FirstResult<Value>()
    let giveUp: @Sendable (any Error) -> Void = { error in
      if first.give(.failure(error)) { interrupt() }
    }
    Task {
      let result: Result<Value, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      if !first.give(result), case .success(let value) = result { discard(value) }
    }
    let clock = Task {
      try await Task.sleep(for: limit)
      giveUp(BuildError(.timedOut, "waited \(limit.inWords) for \(waitingFor)", hint: hint))
    }
    defer { clock.cancel() }
    return try await withTaskCancellationHandler {
      try await first.wait()
    } onCancel: {
      giveUp(CancellationError())
    }
  }
}
