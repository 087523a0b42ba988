import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

@Suite struct DriverInjectionTests {
  private static let viostor = "/windows/system32/drivers/viostor.sys"

  private static func windows(space: ByteCount = .gibibytes(4)) -> MemoryWindows {
    MemoryWindows(
      files: ["/Windows/System32/config/SYSTEM": []],
      registry: [
        .system: [
          "Select": ["Current": .number(2)], "DriverDatabase": ["Version": .number(0xa00)],
        ],
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: [
            "CurrentBuild": .string("20348"), "InstallationType": .string("Server"),
          ]
        ],
      ], space: space)
  }

  private static func action(
    _ path: FilePath, only: [String] = [], force: Bool = false
  ) -> StepAction {
    .drivers(
      DriversStep(virtio: .url(located("file://\(path)")), only: only, force: force))
  }

  @Test(arguments: [false, true])
  func driversComeFromAFolderOrADisc(isDisc: Bool) async throws {
    let folder = try TemporaryFolder()
    let tree = folder.path.appending("virtio win")
    try SyntheticVirtio().write(to: tree, builds: [.windows10])
    var source = tree
    if isDisc {
      source = folder.path.appending("virtio win.iso")
      let made = try await ToolRun.onThread(
        "xorriso",
        ["-as", "mkisofs", "-quiet", "-J", "-R", "-o", source.string, tree.string])
      try #require(made.status == 0, "\(made.output)")
    }
    let windows = Self.windows()
    let guest = RecordingGuest(windows: windows)
    let url = source.string.replacing(" ", with: "%20")
    let events = try await apply(Self.action(FilePath(url)), to: guest)
    #expect(windows.files[Self.viostor] == SyntheticVirtio.program("viostor", .windows10))
    #expect(windows.files.count == 18 && !windows.files.keys.contains { $0.hasSuffix(".pdb") })
    let service = try await windows.values(of: #"ControlSet002\Services\viostor"#, in: .system)
    #expect(service?["Start"] == .number(0))
    let lines = events.events.compactMap { event in
      if case .output(_, let line) = event.kind { line } else { nil }
    }
    #expect(lines.last?.contains("viostor 100.100.104.28500") == true)
    #expect(lines.last?.contains("17 of 17 files written") == true)
    // What was unpacked is gone.
    #expect(windows.hive(.software).keys.contains(["microsoft", "windows", "currentversion"]))
  }

  @Test func theLayerDependsOnTheFilesAndNotOnTheirPlace() throws {
    let folder = try TemporaryFolder()
    let (one, two) = (folder.path.appending("one"), folder.path.appending("two"))
    try SyntheticVirtio().write(to: one, builds: [.windows10])
    try SyntheticVirtio().write(to: two, builds: [.windows10])
    func fields(_ path: FilePath, only: [String] = []) throws -> [KeyField] {
      try step(Self.action(path, only: only)).keyFields()
    }
    let first = try fields(one)
    #expect(first.last == (try fields(two)).last)
    try Data("other".utf8).write(
      to: URL(filePath: two.appending("viostor/2k22/amd64/viostor.sys").string))
    #expect(first.last != (try fields(two)).last)
    #expect(first != (try fields(one, only: ["viostor"])))
    #expect(throws: BuildError.self) { try fields(folder.path.appending("none")) }
  }

  @Test func whatIsNoDiscIsTold() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("virtio.iso", "no disc")
    let error = await #expect(throws: BuildError.self) {
      try await apply(Self.action(file), to: RecordingGuest(windows: Self.windows()))
    }
    #expect(
      error?.code == .recipe && error?.hint?.contains("none of the folders of virtio-win") == true)
  }

  @Test func aFullDiskIsSeenBeforeAnythingIsWritten() async throws {
    let folder = try TemporaryFolder()
    try SyntheticVirtio().write(to: folder.path, builds: [.windows10])
    let windows = Self.windows(space: ByteCount(bytes: 100))
    let error = await #expect(throws: BuildError.self) {
      try await apply(Self.action(folder.path), to: RecordingGuest(windows: windows))
    }
    #expect(error?.message.contains("the disk has \(ByteCount(bytes: 100)) left") == true)
    #expect(windows.files.count == 1 && windows.hive(.system).count == 2)
  }

  @Test func aGuestThatCannotBeChangedIsLeftAlone() async throws {
    let refusal = BuildError(.recipe, "preparing the disk of Windows for changes: there is none")
    let windows = MemoryWindows(refusal: refusal)
    let error = await #expect(throws: BuildError.self) {
      try await apply(Self.action("/none"), to: RecordingGuest(windows: windows))
    }
    #expect(error?.message == refusal.message)
  }

  @Test func sealingWindowsRemovesDebrisAndSaysThatItWasNotGeneralized() async throws {
    let windows = Self.windows()
    for path in ["/pagefile.sys", "/Windows/Temp/a", "/Windows/Temp/b/c", "/Windows/keep"] {
      try await windows.write(path, [1])
    }
    let guest = RecordingGuest(windows: windows)
    let events = EventRecorder()
    let sealing = Sealing(SealSettings(remove: [located("/Users/build")]))
    try await sealing.apply(to: guest, report: StepReport("seal", to: events))
    #expect(windows.files.keys.sorted() == ["/windows/keep", "/windows/system32/config/system"])
    #expect(guest.commands.isEmpty && guest.calls == ["remove /Users/build"])
    func warnings() -> [String] {
      events.events.compactMap { event in
        if case .notice(.warning, let message) = event.kind { message } else { nil }
      }
    }
    #expect(warnings().count == 1 && warnings()[0].contains("not generalized with sysprep"))
    let state = RegistryChange(
      .software, #"Microsoft\Windows\CurrentVersion\Setup\State"#,
      .set(["ImageState": .string("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE")]))
    try await windows.change([state])
    try await sealing.apply(to: guest, report: StepReport("seal", to: events))
    #expect(warnings().count == 1)
  }
}
