import BuildFoundation
import Synchronization

/// Collects what came of each check.
final class CaseRecord: Sendable {
  private let kept = Mutex<[VerificationCase]>([])

  var cases: [VerificationCase] { kept.withLock(\.self) }

  func has(_ title: String) -> Bool { cases.contains { $0.title == title } }

  /// Adds what was looked at since `start`; `output` are the last lines of what failed.
  func add(
    _ title: String, since start: ContinuousClock.Instant, failure: String? = nil,
    output: [String] = []
  ) {
    let text = failure.map { ([$0] + output).joined(separator: "\n") }
    let seconds = (ContinuousClock.now - start).seconds
    kept.withLock { $0.append(VerificationCase(title: title, seconds: seconds, failure: text)) }
  }

  /// Runs `body`, and adds what came of it; an error is a failure, and no reason to stop, unless the task
  /// is cancelled.
  func run(
    _ title: String, in guest: any BootedGuest, _ body: () async throws -> Void
  ) async throws {
    let start = ContinuousClock.now
    do {
      try await body()
      add(title, since: start)
    } catch {
      try Task.checkCancellation()
      await guest.keepScreen()
      let failure = BuildError.wrapping(error, doing: title)
      add(title, since: start, failure: failure.message, output: failure.output)
    }
  }
}
