import Bases
import BuildFoundation
import Foundation
import Guests
import ImageProperties
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

/// Machines of installers, with Debian's own among them as far as it goes without a mirror.
@Suite(.serialized, .needs("qemu-img", "qemu-system-x86_64"))
struct InstallerIntegrationTests {
  private static let installer =
    "/usr/lib/debian-installer/images/12/amd64/text/debian-installer/amd64"

  private let folder: TemporaryFolder
  private let events = EventRecorder()

  init() throws {
    folder = try TemporaryFolder()
  }

  private var report: StepReport { StepReport("base", to: events) }

  private var scratch: BuildScratch {
    BuildScratch(id: "itest", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
  }

  /// An installer that powers off at once has ended; so has one that asks a question.
  @Test(.timeLimit(.minutes(15)), .needsFile("\(installer)/linux"))
  func machinesRunToTheirEnd() async throws {
    let host = try await LocalHost.forTests(in: folder)
    let result: Result<Void, any Error>
    do {
      try await powersOff(on: host)
      result = .success(try await asks(on: host))
    } catch { result = .failure(error) }
    await host.close()
    try result.get()
  }

  private func powersOff(on host: LocalHost) async throws {
    // A boot sector that writes to the sleep register of the ACPI controller, where SeaBIOS puts it:
    // mov dx, 0x604; mov ax, 0x2000; out dx, ax; hlt.
    let code: [UInt8] = [0xBA, 0x04, 0x06, 0xB8, 0x00, 0x20, 0xEF, 0xF4]
    let sector = code + [UInt8](repeating: 0, count: 510 - code.count) + [0x55, 0xAA]
    try Data(sector + [UInt8](repeating: 0, count: 1 << 20)).write(
      to: URL(filePath: "\(folder.path)/raw"))
    let disk = folder.path.appending("off.qcow2")
    let run = try ToolRun(
      "qemu-img", ["convert", "-f", "raw", "-O", "qcow2", "\(folder.path)/raw", disk.string])
    try #require(run.status == 0, "\(run.output)")
    try await host.runInstaller(
      InstallerMachine(
        .firmware, discs: [folder.path.appending("raw")],
        hardware: NovaHardware(PropertySet()), settings: BuilderSettings(memory: .mebibytes(256)),
        limit: .seconds(120)), on: disk, report: report)
  }

  /// The answer file gives debian-installer a command and no language: it runs the one, and asks for
  /// the other.
  private func asks(on host: LocalHost) async throws {
    _ = try folder.write(
      "preseed.cfg", "d-i preseed/early_command string echo answered ${word} > /dev/console\n")
    let file = try folder.write(
      "recipe.yml",
      """
      version: 1
      name: asks
      variables: {word: it}
      base:
        installer:
          kernel: file://\(Self.installer)/linux
          initrd: file://\(Self.installer)/initrd.gz
          preseed: preseed.cfg
          arguments: [priority=low, auto=false]
          timeout: 10m
      disk: {size: 1 GiB}
      verify: false

      """)
    let base = try await RecipeBase.pin(
      try RecipeLoader().load(file), in: BaseEnvironment(downloads: folder.path), report: report)
    let start = ContinuousClock.now
    let error = await #expect(throws: BuildError.self) {
      try await base.makeDisk(
        at: folder.path.appending("disk.qcow2"), scratch: scratch, host: host, report: report)
    }
    #expect(
      error?.message == "the installer asks something, and nobody is there to answer",
      "\(String(describing: error)) after \(ContinuousClock.now - start)")
    #expect(error?.output.last?.hasPrefix("Prompt: '?' for help") == true)
    let lines = events.events.compactMap { event in
      if case .output(_, let line) = event.kind { line } else { nil }
    }
    #expect(lines.contains("answered it"), "\(lines.suffix(40))")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/installer"))
  }
}
