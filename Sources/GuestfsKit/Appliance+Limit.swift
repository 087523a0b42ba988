import BuildFoundation
import Synchronization

extension Appliance {
  /// Runs `body` on the appliance's queue, and terminates the appliance when it takes longer than
  /// `limit` or the task is cancelled.
  ///
  /// Throws what `body` throws, `timedOut` with `waitingFor` (it completes "waited 5 s for …"), and
  /// `CancellationError`.
  public nonisolated func withLimit<Result: Sendable>(
    _ limit: Duration, waitingFor: String, hint: String? = nil,
    _ body: @escaping @Sendable (isolated Appliance) throws -> Result
  ) async throws -> Result {
    let expiry = Expiry()
    let timer = Task {
      try await Task.sleep(for: limit)
      expiry.passed.withLock { $0 = true }
      terminate()
    }
    defer { timer.cancel() }
    do {
      return try await withTaskCancellationHandler {
        try Task.checkCancellation()
        return try await body(self)
      } onCancel: {
        terminate()
      }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      guard expiry.passed.withLock({ $0 }) else { throw error }
      throw BuildError(
        .timedOut, "waited \(limit.inWords) for \(waitingFor)", hint: hint, cause: error,
        output: (error as? BuildError)?.output ?? [])
    }
  }

  /// Whether the limit came to its end.
  private final class Expiry: Sendable {
    let passed = Mutex(false)
  }
}
