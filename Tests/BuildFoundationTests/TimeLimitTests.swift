import BuildFoundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct TimeLimitTests {
  @Test func aResultInTimePassesThrough() async throws {
    let value = try await withTimeLimit(.seconds(30), waitingFor: "seven") { 7 }
    #expect(value == 7)
  }

  @Test func nilIsAResultLikeOthers() async throws {
    let value: Int? = try await withTimeLimit(.seconds(30), waitingFor: "nothing") { nil }
    #expect(value == nil)
  }

  @Test func anErrorPassesThrough() async {
    await #expect(throws: BuildError.self) {
      try await withTimeLimit(.seconds(30), waitingFor: "it") {
        throw BuildError(.recipe, "wrong")
      }
    }
  }

  @Test func theLimitCancelsAndNamesTheWait() async {
    let start = ContinuousClock.now
    let error = await #expect(throws: BuildError.self) {
      try await withTimeLimit(.milliseconds(200), waitingFor: "the guest agent", hint: "look") {
        try await Task.sleep(for: .seconds(30))
      }
    }
    #expect(error?.code == .timedOut)
    #expect(error?.message == "waited 0.2 s for the guest agent")
    #expect(error?.hint == "look")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func cancellingTheCallerIsNoTimeout() async {
    let task = Task {
      try await withTimeLimit(.seconds(30), waitingFor: "it") {
        try await Task.sleep(for: .seconds(60))
      }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
