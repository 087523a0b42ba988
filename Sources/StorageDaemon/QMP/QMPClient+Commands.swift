import BuildFoundation
import Synchronization

extension QMPClient {
  /// Runs a command and gives what it returned.
  ///
  /// Throws `QMPError` when the server refuses, `timedOut` after `limit`, `buildFailed` when the
  /// connection is gone, and `CancellationError`.
  @discardableResult
  public func execute(
    _ command: String, _ arguments: [String: QMPValue] = [:], limit: Duration = defaultLimit
  ) async throws -> QMPValue {
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      return state.nextID
    }
    var message: [String: QMPValue] = ["execute": .string(command), "id": .integer(id)]
    if !arguments.isEmpty { message["arguments"] = .object(arguments) }
    let line = try QMPValue.object(message).json() + [UInt8(ascii: "\n")]
    let answer = try await answer(
      to: id, waitingFor: "the storage daemon's answer to \(command)", limit: limit
    ) { [self] in
      try send(line)
    }
    if let error = answer["error"] {
      throw QMPError(
        command: command, errorClass: error["class"]?.string ?? "",
        reason: error["desc"]?.string ?? "no reason given")
    }
    return answer["return"] ?? .null
  }

  /// The events from now on; ends when the connection does.
  public func events() -> AsyncStream<QMPEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: QMPEvent.self)
    let listener = state.withLock { state -> Int? in
      guard state.ended == nil else { return nil }
      defer { state.nextListener += 1 }
      state.listeners[state.nextListener] = continuation
      return state.nextListener
    }
    guard let listener else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: listener) }
    }
    return stream
  }

  /// Waits for the message with `id`, after `ask` has sent what it answers.
  func answer(
    to id: Int64, waitingFor: String, limit: Duration,
    ask: @escaping @Sendable () throws -> Void
  ) async throws -> QMPValue {
    try await withTimeLimit(limit, waitingFor: waitingFor) { [self] in
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let ended = state.withLock { state -> (any Error)? in
            if state.ended == nil { state.waiting[id] = continuation }
            return state.ended
          }
          if let ended { return continuation.resume(throwing: ended) }
          // A cancellation before the continuation was kept found nothing to resume.
          if Task.isCancelled { return resume(id, with: .failure(CancellationError())) }
          do {
            try ask()
          } catch {
            resume(id, with: .failure(error))
          }
        }
      } onCancel: {
        resume(id, with: .failure(CancellationError()))
      }
    }
  }

  /// Takes one line of the server.
  func receive(_ line: String) {
    guard !line.isEmpty else { return }
    guard let message = try? QMPValue(json: line) else {
      return end(
        BuildError(.buildFailed, "talking to the storage daemon: not QMP: \(line.prefix(200))"))
    }
    if let name = message["event"]?.string {
      let event = QMPEvent(name: name, data: message["data"] ?? .null)
      let listeners = state.withLock { Array($0.listeners.values) }
      for listener in listeners { listener.yield(event) }
    } else if message["QMP"] != nil {
      resume(Self.greeting, with: .success(message))
    } else if let id = message["id"]?.integer {
      resume(id, with: .success(message))
    }
  }

  private func resume(_ id: Int64, with result: Result<QMPValue, any Error>) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(with: result)
  }
}
