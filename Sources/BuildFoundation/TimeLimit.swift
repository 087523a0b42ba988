/// Runs `body`, and ends it with a `timedOut` error that names `waitingFor` once `limit` has passed.
///
/// The body is cancelled, not abandoned: it must answer cancellation, or the limit has no effect.
/// What it then throws is the cause of the error, because it often knows why it took so long.
/// `waitingFor` completes the sentence "waited 30 s for …".
public func withTimeLimit<Result: Sendable>(
  _ limit: Duration, waitingFor: String, hint: String? = nil,
  _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result?.self) { group in
    group.addTask(operation: body)
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    if let first = try await group.next(), let result = first { return result }
    group.cancelAll()
    let cause = await group.failure()
    throw BuildError(
      .timedOut, "waited \(limit.inWords) for \(waitingFor)", hint: hint, cause: cause,
      output: cause?.output ?? [])
  }
}

extension ThrowingTaskGroup {
  /// What the cancelled rest of the group throws, if it is more than the cancellation itself.
  fileprivate mutating func failure() async -> BuildError? {
    do {
      while try await next() != nil {}
      return nil
    } catch {
      let failure = error as? BuildError
      return failure?.code == .interrupted ? nil : failure
    }
  }
}
