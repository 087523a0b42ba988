import BuildFoundation
import Foundation
import Synchronization
import Testing

@testable import LibvirtKit

struct BlockingCallTests {
  private final class Seen: Sendable {
    let interruptions = Mutex(0)
    let discarded = Mutex<[Int]>([])
  }

  private struct Refusal: Error {}

  /// A call that gives 7 after `time`, whatever is done with it.
  private func call(_ time: Duration, _ seen: Seen) -> BlockingCall<Int> {
    BlockingCall(
      waitingFor: "it", hint: "a hint",
      body: {
        await Task { try? await Task.sleep(for: time) }.value; return 7
      },
      interrupt: { seen.interruptions.withLock { $0 += 1 } },
      discard: { value in seen.discarded.withLock { $0.append(value) } })
  }

  @Test func givesTheCallsOwnResult() async throws {
    let seen = Seen()
    #expect(try await call(.zero, seen).result(within: .seconds(10)) == 7)
    let failing = BlockingCall<Int>(waitingFor: "it", hint: nil) { throw Refusal() }
    await #expect(throws: Refusal.self) { try await failing.result(within: .seconds(10)) }
    #expect(seen.interruptions.withLock { $0 } == 0)
    #expect(seen.discarded.withLock { $0 } == [])
  }

  @Test(arguments: [true, false])
  func isLeftBehind(byCancellation: Bool) async throws {
    let seen = Seen()
    let waiting = Task {
      try await call(.seconds(8), seen).result(
        within: byCancellation ? .seconds(60) : .milliseconds(20))
    }
    if byCancellation {
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    } else {
      let error = await #expect(throws: BuildError.self) { try await waiting.value }
      #expect(error?.code == .timedOut)
      #expect(error?.message == "waited 0 s for it")
    }
    #expect(seen.discarded.withLock { $0 } == [], "the call has not come back yet")
    #expect(seen.interruptions.withLock { $0 } == 1)
    try await withTimeLimit(.seconds(60), waitingFor: "the late value") {
      while seen.discarded.withLock({ $0 }) != [7] { try await Task.sleep(for: .milliseconds(10)) }
    }
  }
}
