import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

/// `run-first-boot`: the first boot of a Windows in a builder.
@Suite struct FirstBootRunTests {
  private static let registry: [RegistryHive: [RegistryKey: [String: RegistryData]]] = [
    .system: ["Select": ["Current": .number(1)], "DriverDatabase": [:]],
    .software: [
      #"Microsoft\Windows NT\CurrentVersion"#: [
        "CurrentBuild": .string("20348"), "InstallationType": .string("Server"),
      ],
      #"Microsoft\Windows\CurrentVersion\Setup\State"#: [
        "ImageState": .string("IMAGE_STATE_COMPLETE")
      ],
    ],
  ]
  private let disk = MemoryWindows(
    files: [RegistryHive.system.path: []], registry: Self.registry)
  private let report = StepReport("step", to: EventRecorder())

  private func run() throws -> FirstBootRun {
    try #require(step(.runFirstBoot(RunFirstBootStep())) as? FirstBootRun)
  }

  @Test func whatWaitsEndsWithTheMachineOff() async throws {
    let guest = RecordingGuest(windows: disk)
    try await step(
      .firstBoot(FirstBootStep(.inline(located("ver\n")), interpreter: "cmd", environment: [:]))
    ).apply(to: guest, report: report)
    #expect(try await FirstBootPlan(on: disk)?.powersOff == false)
    try await run().prepare(guest, report: report)
    let plan = try #require(try await FirstBootPlan(on: disk))
    #expect(plan.powersOff && plan.titles == ["run firstboot: ver"])
  }

  @Test func nothingThatWaitsIsAnError() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await run().prepare(RecordingGuest(windows: disk), report: report)
    }
    #expect(error?.message == "preparing the first boot in a builder: nothing waits for it")
  }

  @Test func theMachineIsThatOfAnInstanceWithRoomForInstallers() throws {
    let run = try run()
    #expect(run.place == .machine && run.dependsOnOutside)
    let hardware = NovaHardware(
      PropertySet([ImageProperty("hw_disk_bus", "scsi", because: "a test")]))
    let machine = run.machine(hardware, settings: BuilderSettings(memory: .gibibytes(1)))
    #expect(machine.hardware == hardware && machine.settings.memory == .gibibytes(2))
    #expect(machine.isWindows && machine.saysWhenDone && machine.discs.isEmpty)
    #expect(machine.start == .firmware && machine.limit == run.limit)
  }

  @Test(arguments: [
    ("imgbuild-first-boot: attempt 1 of 3", InstallerMachine.Sign.progress("attempt 1 of 3")),
    ("  imgbuild-first-boot: done", .done("done")),
    (
      "imgbuild-first-boot: gave up at step 2, x, after 3 attempts",
      .failure("gave up at step 2, x, after 3 attempts")
    ),
  ])
  func theScriptSaysHowFarItIs(line: String, sign: InstallerMachine.Sign) {
    #expect(FirstBootRun.sign(of: line) == sign)
  }

  @Test func otherLinesSayNothing() {
    #expect(FirstBootRun.sign(of: "SeaBIOS") == nil)
    #expect(FirstBootRun.sign(of: "echo imgbuild-first-boot: done") == nil)
  }
}
