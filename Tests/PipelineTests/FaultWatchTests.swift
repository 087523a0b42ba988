import BuildFoundation
import Synchronization
import Testing

@testable import Pipeline

/// What is found beside the work, and what the work's row and the build's error then say.
@Suite(.timeLimit(.minutes(1))) struct FaultWatchTests {
  private let events = EventRecorder()
  private let activity = Activity(id: "a", title: "write the page")
  private let fault = BuildError(.host, "the disk is full: only 1 MiB are free in /c", hint: "room")

  /// Runs work in a row under a watch that finds `fault` once `isThere` says so.
  private func work(
    faultIsThere isThere: @escaping @Sendable () -> Bool,
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    let (activities, activity, fault) = (ActivityRunner(events: events), activity, fault)
    try await FaultWatch.run(looking: { isThere() ? fault : nil }) {
      _ = try await activities.run(activity) { _ in try await body() }
    }
  }

  private func failure(_ work: () async throws -> Void) async throws -> BuildError {
    let error = await #expect(throws: BuildError.self) { try await work() }
    return try #require(error)
  }

  private static let message = "write the page: the disk is full: only 1 MiB are free in /c"

  private var outcome: BuildEvent.Outcome? { events.finished.first?.outcome }

  @Test func workThatWaitsIsEnded() async throws {
    let error = try await failure {
      try await work(faultIsThere: { true }) { try await Task.sleep(for: .seconds(600)) }
    }
    #expect(error.message == Self.message)
    #expect(error.code == .host && error.hint == "room" && error.cause == nil)
    #expect(outcome == .failed(message: Self.message))
  }

  /// The first that is seen of it is often the work's own failure.
  @Test func workThatFailsOfItSaysBoth() async throws {
    let isThere = Mutex(false)
    let error = try await failure {
      try await work(faultIsThere: { isThere.withLock { $0 } }) {
        isThere.withLock { $0 = true }
        throw BuildError(.buildFailed, "cp: Input/output error", output: ["cp: error"])
      }
    }
    #expect(error.message == Self.message)
    #expect(error.chain == [Self.message, "cp: Input/output error"])
    #expect(outcome == .failed(message: Self.message))
  }

  @Test func workThatFailsByItselfSaysSo() async throws {
    let error = try await failure {
      try await work(faultIsThere: { false }) { throw BuildError(.buildFailed, "no") }
    }
    #expect(error.message == "write the page: no")
    #expect(error.code == .buildFailed)
  }

  @Test func withoutAFaultTheResultComes() async throws {
    #expect(try await FaultWatch.run(looking: { nil }, { 1 }) == 1)
  }

  /// What an interruption tears down is no fault.
  @Test func anInterruptionStaysOne() async throws {
    let isThere = Mutex(false)
    let task = Task {
      try await work(faultIsThere: { isThere.withLock { $0 } }) {
        do {
          try await Task.sleep(for: .seconds(600))
        } catch {
          isThere.withLock { $0 = true }
          throw error
        }
      }
    }
    while events.started.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let error = try await failure { try await task.value }
    #expect(error.code == .interrupted)
    #expect(outcome == .interrupted)
  }
}
