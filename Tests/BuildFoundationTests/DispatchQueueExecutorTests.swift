import BuildFoundation
import Glibc
import Synchronization
import Testing

@Suite struct DispatchQueueExecutorTests {
  /// Counts without any lock but the executor.
  private actor Counter {
    private let executor = DispatchQueueExecutor(label: "test")
    private(set) var count = 0
    private var inside = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
      executor.asUnownedSerialExecutor()
    }

    /// Whether another job ran meanwhile, or this one changed its thread.
    func visit() -> Bool {
      inside += 1
      defer { inside -= 1 }
      let thread = pthread_self()
      usleep(100)
      count += 1
      return inside == 1 && pthread_equal(thread, pthread_self()) != 0
    }

    func threadError(_ value: Int32) -> Int32 {
      errno = value
      usleep(1000)
      return errno
    }
  }

  @Test func oneJobRunsAtATime() async {
    let counter = Counter()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { await counter.visit() } }
      for await wasAlone in group { #expect(wasAlone) }
    }
    #expect(await counter.count == 200)
  }

  @Test func errorsByThreadStayWithTheirCall() async {
    let counters = (1...4).map { _ in Counter() }
    await withTaskGroup(of: (Int32, Int32).self) { group in
      for value in Int32(1)...40 {
        group.addTask { (value, await counters[Int(value) % 4].threadError(value)) }
      }
      for await (set, found) in group { #expect(set == found) }
    }
  }

  /// More blocked actors than the shared pool has threads: only a free pool lets them go.
  @Test(.timeLimit(.minutes(1)))
  func blockingDoesNotHoldTheSharedPool() async {
    actor Blocker {
      private let executor = DispatchQueueExecutor(label: "blocker")
      nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
      }
      /// Blocks its thread until told otherwise, for ten seconds at most.
      func block(until isReleased: @Sendable () -> Bool) -> Bool {
        for _ in 0..<10_000 where !isReleased() { usleep(1000) }
        return isReleased()
      }
    }
    let flag = Flag()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask { await Blocker().block { flag.isSet.load(ordering: .acquiring) } }
      }
      group.addTask {
        try? await Task.sleep(for: .milliseconds(100))
        flag.isSet.store(true, ordering: .releasing)
        return true
      }
      for await wasReleased in group { #expect(wasReleased) }
    }
  }

  private final class Flag: Sendable {
    let isSet = Atomic(false)
  }
}
