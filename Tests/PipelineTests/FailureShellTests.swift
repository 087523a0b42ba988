import BuildFoundation
import Foundation
import Recipes
import Testing

@testable import Pipeline

/// `--on-error shell`: who gets which guest, and when.
@Suite(.timeLimit(.minutes(1))) struct FailureShellTests {
  private let fixture: BuildFixture
  private let terminal = FakeTerminal()

  init() throws { fixture = try BuildFixture() }

  private func fail(
    _ steps: [FakeStep], recipe: Recipe = .sample(), on host: FakeHost,
    events: EventRecorder = EventRecorder()
  ) async throws -> BuildError {
    try await fixture.failure {
      try await fixture.build(
        steps, recipe: recipe, on: host, events: events, onError: .shell(terminal))
    }
  }

  private static func bad(
    in place: GuestPlace = .appliance, _ before: @escaping @Sendable () -> Void = {}
  ) -> FakeStep {
    FakeStep("bad", in: place).doing { _ in
      before()
      throw BuildError(.buildFailed, "it broke", output: ["last words"])
    }
  }

  @Test(arguments: [GuestPlace.appliance, .builder]) func itOpensInTheGuestThatFailed(
    place: GuestPlace
  ) async throws {
    let host = FakeHost()
    let events = EventRecorder()
    let error = try await fail([FakeStep("one"), Self.bad(in: place)], on: host, events: events)
    #expect(error.message == "write bad: it broke")
    #expect(
      host.calls.suffix(4) == ["write bad", "shell in \(place)", "stop \(place)", "close disk"])
    #expect(terminal.said.count == 1)
    #expect(terminal.said.first?.prefix(2) == ["write bad: it broke", "  last words"])
    #expect(events.isWellFormed)
    #expect(events.finished.last?.outcome == .failed(message: "write bad: it broke"))
    // What was typed there is in no layer.
    try await fixture.build([FakeStep("one"), FakeStep("good")])
    let image = try FakeDisk.text(
      of: fixture.store.path(
        try #require(
          fixture.store.record(try fixture.plan([FakeStep("one"), FakeStep("good")]).layerKeys[2])
        )
        .chain.last ?? ""))
    #expect(image == "base\none\ngood\n")
  }

  /// A limit ends the appliance with the step that it is the limit of; a guest may crash.
  @Test func withoutThatGuestItOpensInAnAppliance() async throws {
    let host = FakeHost()
    let events = EventRecorder()
    _ = try await fail([Self.bad(in: .builder) { host.lose() }], on: host, events: events)
    #expect(
      host.calls.suffix(5) == [
        "stop builder", "start appliance", "shell in appliance", "stop appliance", "close disk",
      ])
    #expect(events.started.last == "launch-shell")
    #expect(events.isWellFormed)
  }

  @Test func sealingAndVerifyingHaveOneToo() async throws {
    let host = FakeHost()
    _ = try await fail(
      [FakeStep("one")], recipe: .sample(properties: ["os_distro": "rocky"]), on: host)
    #expect(
      host.calls.suffix(3) == ["shell in appliance", "stop appliance", "close disk"])
    let instance = FakeInstance(ports: { _ in throw BuildError(.recipe, "no port") })
    _ = try await fail(
      [FakeStep("one")],
      recipe: .sample(
        verification: Verification(tests: [located(.http(HTTPTest(port: 80)))])),
      on: FakeHost(instance: instance))
    #expect(terminal.said.count == 2)
    #expect(terminal.said.last?.first?.contains("no port") == true)
  }

  @Test func whatGoesWellOpensNone() async throws {
    let host = FakeHost()
    try await fixture.build([FakeStep("one")], on: host, onError: .shell(terminal))
    #expect(!host.calls.contains { $0.hasPrefix("shell") })
    #expect(terminal.said == [])
  }

  @Test func anInterruptionOpensNone() async throws {
    let (fixture, terminal) = (fixture, terminal)
    let host = FakeHost()
    let slow = FakeStep("slow").doing { _ in try await Task.sleep(for: .seconds(60)) }
    let task = Task {
      try await fixture.build([slow], on: host, onError: .shell(terminal))
    }
    while host.written.last != "slow" { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    _ = await task.result
    #expect(!host.calls.contains { $0.hasPrefix("shell") })
  }
}
