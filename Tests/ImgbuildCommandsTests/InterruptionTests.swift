import Foundation
import Synchronization
import Testing

@testable import ImgbuildCommands

/// Each in a process of its own: signals are for the whole process, and one test ends it.
@Suite(.timeLimit(.minutes(1))) struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func theFirstSignalStartsTheCleanUp(
    number: Int32
  ) async throws {
    await #expect(processExitsWith: .exitCode(7)) { [number] in
      let interruption = Interruption(first: { exit(7) }, kill: { exit(8) })
      // Dispatch takes up the signals on a thread of its own.
      try await Task.sleep(for: .seconds(1))
      kill(getpid(), number)
      try await Task.sleep(for: .seconds(30))
      interruption.stop()
    }
  }

  @Test func theSecondSignalEndsTheProcess() async throws {
    await #expect(processExitsWith: .exitCode(130)) {
      let count = Mutex(0)
      let (moments, reached) = AsyncStream.makeStream(of: Void.self)
      let interruption = Interruption(
        first: {
          count.withLock { $0 += 1 }
          reached.yield()
        }, kill: { if count.withLock({ $0 }) != 1 { exit(8) } })
      try await Task.sleep(for: .seconds(1))
      kill(getpid(), SIGINT)
      for await _ in moments { break }
      kill(getpid(), SIGTERM)
      try await Task.sleep(for: .seconds(30))
      interruption.stop()
    }
  }

  @Test func afterwardsSignalsEndTheProcessAsUsual() async throws {
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
      let interruption = Interruption(first: { exit(7) }, kill: { exit(8) })
      try await Task.sleep(for: .seconds(1))
      interruption.stop()
      kill(getpid(), SIGTERM)
      try await Task.sleep(for: .seconds(30))
    }
  }

  /// A matrix makes several builds in one process.
  @Test func theNextInterruptionGetsTheSignals() async throws {
    await #expect(processExitsWith: .exitCode(7)) {
      let first = Interruption(first: { exit(8) }, kill: { exit(9) })
      try await Task.sleep(for: .seconds(1))
      first.stop()
      let second = Interruption(first: { exit(7) }, kill: { exit(9) })
      kill(getpid(), SIGINT)
      try await Task.sleep(for: .seconds(30))
      second.stop()
    }
  }
}
