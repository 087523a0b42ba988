import BuildFoundation
import TerminalUI

/// Work in clouds that Ctrl-C ends in good order.
enum CloudWork {
  /// Runs `work`; throws `BuildError`, `interrupted` after a signal.
  static func run<Result: Sendable>(
    _ doing: String, events: any RenderingSink,
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await work() }
    let interruption = Interruption {
      task.cancel()
    } kill: {
    } restore: {
      events.finish()
    }
    let result = await task.result
    interruption.stop()
    events.finish()
    switch result {
    case .success(let value): return value
    case .failure(let error):
      let failure = BuildError.wrapping(error, doing: doing)
      throw interruption.wasReceived
        ? BuildError(.interrupted, "\(doing): interrupted", cause: failure) : failure
    }
  }
}
