import BuildFoundation

/// Work that Ctrl-C ends in good order.
enum InterruptibleWork {
  /// Runs `work`, then `kill` and `finish`, however it ended.
  ///
  /// `kill` ends processes that the work has started, and `restore` makes the terminal usable, where the good
  /// order takes too long. Throws what `finish` throws, or `BuildError`; `interrupted` after a signal.
  static func run<Result: Sendable>(
    _ doing: String, redaction: Redaction = Redaction([]),
    kill: @escaping @Sendable () -> Void = {}, restore: @escaping @Sendable () -> Void,
    finish: () async throws -> Void, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await work() }
    let interruption = Interruption(first: { task.cancel() }, kill: kill, restore: restore)
    let result = await task.result
    // What failed may have left some.
    kill()
    interruption.stop()
    try await finish()
    switch result {
    case .success(let value): return value
    case .failure(let error):
      let failure = BuildError.wrapping(error, doing: doing).redacted(redaction)
      throw interruption.wasReceived
        ? BuildError(.interrupted, "\(doing): interrupted", cause: failure) : failure
    }
  }
}
