import BuildFoundation
import ImageProperties
import Recipes
import Testing

@testable import Pipeline

/// Steps for which the image runs by itself.
@Suite struct MachineStepTests {
  private let fixture: BuildFixture

  init() throws { fixture = try BuildFixture() }

  @Test func theImageIsMadeReadyAndRunsOnWhatItProves() async throws {
    let steps = [
      FakeStep("one"), FakeStep("two", in: .machine), FakeStep("three", in: .machine),
      FakeStep("four"),
    ]
    let host = FakeHost()
    try await fixture.build(
      steps, recipe: .sample(properties: ["hw_vif_model": "e1000"]), on: host)
    let run = "run on pc, BIOS, virtio disk, e1000 network card, 512 MiB of memory"
    #expect(
      host.calls.filter { $0 != "quiet" && $0 != "go on" } == [
        "open disk", "start appliance", "write one", "stop appliance", "checkpoint",
        "start appliance", "write ready for two", "inspect", "stop appliance", run, "checkpoint",
        "start appliance", "write ready for three", "inspect", "stop appliance", run,
        "checkpoint", "start appliance", "write four", "checkpoint", "write seal", "inspect",
        "trim", "stop appliance", "close disk", "flatten",
      ])
    // What ran is a layer like others.
    let second = FakeHost()
    try await fixture.build(
      steps, recipe: .sample(properties: ["hw_vif_model": "e1000"]), on: second)
    #expect(second.written == ["seal"])
  }

  @Test func aRunThatFailsLeavesNoLayer() async throws {
    let steps = [FakeStep("one"), FakeStep("fails", in: .machine)]
    let error = try await fixture.failure { try await fixture.build(steps) }
    #expect(error.message.contains("it fell over"))
    let host = FakeHost()
    try await fixture.build([FakeStep("one"), FakeStep("two", in: .machine)], on: host)
    #expect(host.written == ["ready for two", "seal"])
  }
}
