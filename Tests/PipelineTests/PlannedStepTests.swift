import BuildFoundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct PlannedStepTests {
  /// A step that fails until it has been tried often enough.
  private final class Attempts: Sendable {
    private let made = Mutex(0)
    let failures: Int
    let code: BuildError.Code

    init(failures: Int, code: BuildError.Code = .buildFailed) {
      self.failures = failures
      self.code = code
    }

    var count: Int { made.withLock { $0 } }

    func next() throws {
      let number = made.withLock {
        $0 += 1
        return $0
      }
      guard number > failures else {
        throw BuildError(code, "no luck", output: ["last words"])
      }
    }
  }

  private func planned(_ attempts: Attempts, retries: Int) throws -> PlannedStep {
    var step = FakeStep("x").doing { _ in try attempts.next() }
    step.retries = retries
    return PlannedStep(
      activity: Activity(id: "step-1", title: "try"), on: LayerKey(on: nil, []), step: step,
      fields: try step.keyFields())
  }

  /// Applies the step, and gives its note, the pauses and the warnings.
  private func apply(
    _ step: PlannedStep
  ) async throws -> (note: String?, pauses: [Duration], warnings: [String]) {
    let fixture = try BuildFixture()
    let host = FakeHost()
    let base = fixture.folder.path.appending("base")
    try FakeDisk.make(base, on: nil, "")
    let disk = try FakeDisk(
      on: base, overlay: fixture.folder.path.appending("overlay"), host)
    let events = EventRecorder()
    var pauses: [Duration] = []
    let note = try await step.apply(
      to: FakeGuest(place: .appliance, disk: disk, host: host),
      scratch: BuildScratch(
        id: "1", folder: fixture.folder.path, onProcess: { _, _ in }, partialOutput: { $0 }),
      report: StepReport("step-1", to: events), pause: { pauses.append($0) })
    let warnings = events.events.compactMap {
      if case .notice(.warning, let message) = $0.kind { message } else { nil }
    }
    return (note, pauses, warnings)
  }

  @Test func aStepIsTriedAgainAsOftenAsItMay() async throws {
    let attempts = Attempts(failures: 2)
    let result = try await apply(planned(attempts, retries: 2))
    #expect(attempts.count == 3)
    #expect(result.note == "at attempt 3")
    #expect(result.pauses == [.seconds(1), .seconds(2)])
    #expect(
      result.warnings == [
        "try: attempt 1 of 3 failed: no luck; trying again in 1 s",
        "try: attempt 2 of 3 failed: no luck; trying again in 2 s",
      ])
  }

  @Test func theLastFailureIsTheSteps() async throws {
    let attempts = Attempts(failures: 9)
    let error = await #expect(throws: BuildError.self) {
      try await apply(planned(attempts, retries: 2))
    }
    #expect(attempts.count == 3)
    #expect(error?.message == "no luck")
  }

  @Test(arguments: [BuildError.Code.timedOut, .interrupted, .recipe, .host, .defect])
  func whatCannotPassIsNotTriedAgain(code: BuildError.Code) async throws {
    let attempts = Attempts(failures: 1, code: code)
    let error = await #expect(throws: BuildError.self) {
      try await apply(planned(attempts, retries: 5))
    }
    #expect(attempts.count == 1)
    #expect(error?.code == code)
  }

  @Test func withoutRetriesThereIsOneAttempt() async throws {
    let attempts = Attempts(failures: 1)
    await #expect(throws: BuildError.self) { try await apply(planned(attempts, retries: 0)) }
    #expect(attempts.count == 1)
    #expect(try await apply(planned(Attempts(failures: 0), retries: 3)).note == nil)
  }

  @Test func pausesGrowToAMinute() {
    let delays = [1, 2, 3, 6, 7, 100].map { PlannedStep.delay(after: $0) }
    #expect(delays == [1, 2, 4, 32, 60, 60].map { .seconds($0) })
  }

  @Test func aStepWithNothingToDoIsLeftOut() async throws {
    let fixture = try BuildFixture()
    var step = FakeStep("one")
    step.skipped = "left out here"
    let host = FakeHost()
    let events = EventRecorder()
    let result = try await fixture.build([step, FakeStep("two")], on: host, events: events)
    #expect(host.written == ["two", "seal"])
    #expect(events.finished.first { $0.id == "step-1" }?.outcome == .done(note: "left out here"))
    #expect(result.manifest.steps.map(\.id) == ["base", "step-1", "step-2"])
  }
}
