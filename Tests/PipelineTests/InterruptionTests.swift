import BuildFoundation
import Foundation
import Recipes
import Testing

@testable import Pipeline

/// Builds that are cancelled in the middle of something.
@Suite struct InterruptionTests {
  private let fixture: BuildFixture

  init() throws { fixture = try BuildFixture() }

  /// Starts a build, cancels it at the moment when it says so, and gives its failure.
  private func interrupt(
    _ build: @escaping @Sendable (@escaping @Sendable () async throws -> Void) async throws -> Void
  ) async throws -> BuildError {
    let (moments, reached) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await build {
        reached.yield()
        try await Task.sleep(for: .seconds(60))
      }
    }
    for await _ in moments { break }
    task.cancel()
    do {
      try await task.value
    } catch let error as BuildError {
      return error
    }
    throw BuildError(.defect, "the build was not interrupted")
  }

  @Test func inAStep() async throws {
    let host = FakeHost()
    let events = EventRecorder()
    let fixture = fixture
    let error = try await interrupt { moment in
      try await fixture.build(
        [FakeStep("one"), FakeStep("two").doing { _ in try await moment() }], on: host,
        events: events)
    }
    #expect(error.code == .interrupted)
    #expect(error.message == "write two: interrupted")
    #expect(events.isWellFormed)
    #expect(events.finished.last?.id == "step-2")
    #expect(events.finished.last?.outcome == .interrupted)
    #expect(host.calls.suffix(2) == ["stop appliance", "close disk"])
    #expect(fixture.names(in: fixture.output) == [])
    let next = FakeHost()
    try await fixture.build([FakeStep("one"), FakeStep("two")], on: next)
    #expect(next.written == ["two", "seal"])
  }

  /// A call that is torn down fails in its own words; what the caller asks is why the build ended.
  @Test func inACallThatFailsInItsOwnWords() async throws {
    let events = EventRecorder()
    let fixture = fixture
    let error = try await interrupt { moment in
      try await fixture.build(
        [
          FakeStep("one").doing { _ in
            do { try await moment() } catch { throw BuildError(.buildFailed, "connection lost") }
          }
        ], events: events)
    }
    #expect(error.code == .interrupted)
    #expect(events.finished.last?.outcome == .interrupted)
  }

  @Test func betweenTheRows() async throws {
    let events = EventRecorder()
    let fixture = fixture
    let error = try await interrupt { moment in
      let host = FakeHost(atCheckpoint: {
        do { try await moment() } catch { throw BuildError(.buildFailed, "connection lost") }
      })
      try await fixture.build([FakeStep("one")], on: host, events: events)
    }
    #expect(error.code == .interrupted)
    #expect(events.isWellFormed)
    #expect(fixture.names(in: fixture.output) == [])
  }

  @Test func beforeTheFirstRow() async throws {
    let fixture = fixture
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await fixture.build([FakeStep("one")])
    }
    let result = await task.result
    let error = #expect(throws: BuildError.self) { try result.get() }
    #expect(error?.code == .interrupted)
    #expect(fixture.names(in: fixture.output) == [])
  }
}
