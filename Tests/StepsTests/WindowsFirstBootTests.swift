import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

/// What several steps have a Windows do at its first boot.
@Suite struct WindowsFirstBootTests {
  private static let script = "/windows/imgbuild/first-boot/run.cmd"
  private static let setupComplete = "/windows/setup/scripts/setupcomplete.cmd"
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func disk(
    state: String = "IMAGE_STATE_COMPLETE", files: [String: [UInt8]] = [:]
  ) -> MemoryWindows {
    MemoryWindows(
      files: files.merging([RegistryHive.system.path: []]) { $1 },
      registry: [
        .system: ["Select": ["Current": .number(1)], "DriverDatabase": [:]],
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: [
            "CurrentBuild": .string("20348"), "InstallationType": .string("Server"),
          ],
          #"Microsoft\Windows\CurrentVersion\Setup\State"#: ["ImageState": .string(state)],
        ],
      ])
  }

  /// A package as far as it is looked into.
  private func package(_ name: String) throws -> HostFile {
    let head: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    let path = folder.path.appending(name)
    try Data(head + Array(name.utf8)).write(to: URL(filePath: path.string))
    return .url(located("file://\(path)"))
  }

  private func actions() throws -> [StepAction] {
    [
      .guestAgent(GuestAgentStep(source: try package("qemu-ga-x86_64.msi"))),
      .cloudbaseInit(CloudbaseInitStep(package: try package("CloudbaseInitSetup_x64.msi"))),
      .firstBoot(
        FirstBootStep(
          .inline(located("Write-Host hello\n")), interpreter: "powershell",
          environment: ["GREETING": "it's"])),
      .firstBoot(
        FirstBootStep(
          .inline(located("echo %RATE%\n")), interpreter: "cmd", environment: ["RATE": "5%"])),
    ]
  }

  private func apply(_ actions: [StepAction], to disk: MemoryWindows) async throws {
    for action in actions { try await apply(action, to: disk) }
  }

  private func apply(_ action: StepAction, to disk: MemoryWindows) async throws {
    try await step(action, title: action.summary).apply(
      to: RecordingGuest(windows: disk), report: StepReport("step", to: EventRecorder()))
  }

  private func text(_ path: String, _ disk: MemoryWindows) -> String {
    String(decoding: disk.files[path] ?? [], as: UTF8.self)
  }

  @Test func eachStepAddsToWhatIsThere() async throws {
    let disk = disk()
    try await apply(actions(), to: disk)
    let plan = try #require(try await FirstBootPlan(on: disk))
    #expect(
      plan.titles == [
        "install qemu-ga", "install and configure cloudbase-init",
        "run firstboot: Write-Host hello", "run firstboot: echo %RATE%",
      ])
    let script = text(Self.script, disk)
    let first = try #require(script.firstRange(of: "installer qemu-ga"))
    let second = try #require(script.firstRange(of: "installer cloudbase-init"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(script.contains(#"/i "%SystemRoot%\imgbuild\first-boot\cloudbase-init.msi""#))
    let names = try await disk.names(in: "/Windows/imgbuild/first-boot")
    #expect(
      names == [
        "cloudbase-init-unattend.conf", "cloudbase-init.conf", "cloudbase-init.msi",
        "installer-1.msi", "plan.json", "run.cmd", "script-1.ps1", "script-2.cmd", "unattend.xml",
      ])
    #expect(
      text("/windows/imgbuild/first-boot/installer-1.msi", disk).hasSuffix("qemu-ga-x86_64.msi"))
    #expect(
      text("/windows/imgbuild/first-boot/script-1.ps1", disk)
        == "$env:GREETING = 'it''s'\r\nWrite-Host hello\r\n")
    #expect(
      text("/windows/imgbuild/first-boot/script-2.cmd", disk)
        == "@set \"RATE=5%%\"\r\necho %RATE%\r\n")
    let service = try await disk.values(
      of: #"ControlSet001\Services\imgbuild-first-boot"#, in: .system)
    #expect(service?["Start"] == .number(2) && service?["Type"] == .number(16))
    #expect(service?["ImagePath"]?.text?.contains(#"first-boot\run.cmd service"#) == true)
    #expect(disk.files[Self.setupComplete] == nil)
  }

  /// What somebody else has Windows Setup run is kept, however many steps follow.
  @Test func aSetupCompleteThatWasThereRunsFirst() async throws {
    let theirs = Array("echo theirs\r\n".utf8)
    let disk = disk(
      state: "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE",
      files: ["/Windows/Setup/Scripts/SetupComplete.cmd": theirs])
    try await apply(actions(), to: disk)
    let kept = "/windows/setup/scripts/setupcomplete.before-imgbuild.cmd"
    #expect(disk.files[kept] == theirs)
    let text = text(Self.setupComplete, disk)
    let first = try #require(text.firstRange(of: "SetupComplete.before-imgbuild.cmd"))
    let second = try #require(text.firstRange(of: "run.cmd setup"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(
      try await disk.values(of: #"ControlSet001\Services\imgbuild-first-boot"#, in: .system) == nil)
  }

  @Test func aStateInWhichNothingWouldRunIsRefused() async throws {
    let disk = disk(state: "IMAGE_STATE_UNDEPLOYABLE")
    let error = await #expect(throws: BuildError.self) { try await apply(actions(), to: disk) }
    #expect(error?.message.contains("IMAGE_STATE_UNDEPLOYABLE") == true)
    #expect(disk.files.keys.allSatisfy { !$0.contains("imgbuild") })
  }

  @Test func whatIsNoPackageIsRefused() async throws {
    let path = try folder.write("page.msi", "<html>404</html>")
    let action = StepAction.cloudbaseInit(
      CloudbaseInitStep(package: .url(located("file://\(path)"))))
    let error = await #expect(throws: BuildError.self) { try await apply([action], to: disk()) }
    #expect(error?.code == .recipe && error?.message.contains("is no package of Windows") == true)
    #expect(throws: BuildError.self) { try step(action).checkHost() }
  }

  /// It says where the recipe is wrong, before anything is built.
  @Test func aFolderWithoutThePackageIsRefused() throws {
    let action = StepAction.guestAgent(
      GuestAgentStep(source: .url(located("file://\(folder.path)"))))
    let error = #expect(throws: BuildError.self) { try step(action).keyFields() }
    #expect(error?.code == .recipe && error?.message.hasPrefix("web.yml:1:1: ") == true)
    #expect(error?.message.hasSuffix("there is no guest-agent/qemu-ga-x86_64.msi") == true)
  }

  @Test func interpretersAreThoseOfTheSystem() async throws {
    let shell = StepAction.firstBoot(FirstBootStep(.inline(located("true"))))
    let error = await #expect(throws: BuildError.self) { try await apply([shell], to: disk()) }
    #expect(error?.hint?.contains("powershell") == true)
    let linux = await #expect(throws: BuildError.self) {
      try await apply([actions()[2]], to: MemoryWindows())
    }
    #expect(linux?.message.contains("powershell is Windows's") == true)
  }
}
