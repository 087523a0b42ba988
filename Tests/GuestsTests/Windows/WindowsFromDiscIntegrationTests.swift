import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import GuestfsKit
@testable import Guests

/// A recipe that installs Windows from its disc, as a user runs it, with a disc that is a stand-in: what is shown is
/// the machine, its discs, the key, the progress, the restart, the agent, the screen and the end, and nothing of Windows Setup.
@Suite(
  .serialized,
  .needs(
    "qemu-system-x86_64", "supermin", "swtpm", "7zz", "wimlib-imagex", "genisoimage", "cpio",
    "mcopy", "mkfs.vfat", "apt-get", "dpkg-deb"),
  .needsFile("/bin/busybox"), .needsFile("/usr/sbin/qemu-ga"))
struct WindowsFromDiscIntegrationTests {
  /// Beside the test bundle, where SwiftPM puts both.
  private static let program = Bundle.main.bundleURL.appending(path: "imgbuild").path

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func medium() async throws -> StandInMedium {
    let disk = folder.path.appending("windows.raw")
    try #require(try ToolRun("truncate", ["-s", "400M", disk.string]).status == 0)
    try await Appliance.withLean(disk, in: folder) { appliance in
      try await appliance.makeWindows(
        SyntheticWindows(
          productName: "Windows 10 Pro", installationType: "Client", edition: "Professional",
          build: 26100))
    }
    return try await StandInMedium(
      WindowsMediumFixture.Image(
        name: "Windows 11 Pro", shownAs: "Windows 11 Pro", edition: "Professional", type: "Client",
        build: 26100), installing: disk, in: folder.path)
  }

  private func run(_ recipe: String, _ more: String...) async throws -> ToolRun {
    try await ToolRun.onThread(
      Self.program,
      [
        "run", try folder.write("recipe.yml", recipe).string, "--log-format", "plain",
        "--output", folder.path.appending("output").string, "--accelerator", "tcg",
      ] + more,
      environment: [
        "XDG_CACHE_HOME": folder.path.appending("cache").string,
        "XDG_STATE_HOME": folder.path.appending("state").string,
        "XDG_RUNTIME_DIR": folder.path.string, "NO_COLOR": "1",
      ])
  }

  @Test(.timeLimit(.minutes(20)))
  func aDiscIsInstalledOrSaysWhyNot() async throws {
    let medium = try await medium()
    try await installs(medium)
    try await fails(medium)
  }

  private func installs(_ medium: StandInMedium) async throws {
    let recipe = """
      version: 1
      name: windows-11
      base:
        windows:
          iso: {url: "file://\(medium.iso)"}
          edition: Windows 11 Pro
          virtio: {url: "file://\(medium.virtio)"}
          timeout: 8m
      disk: {size: 1 GiB}
      steps:
        - drivers: file://\(medium.virtio)
        - run-first-boot: true
          timeout: 5m
      verify: false

      """
    let run = try await run(recipe)
    try #require(run.status == 0, "\(run.output)")
    for part in [
      "starting the installer: q35, UEFI with Secure Boot, virtio disk, virtio network card, TPM 2.0",
      "the screen can be seen, and typed at, with: vncviewer /",
      "Windows Setup runs (stand-in): secure boot on, TPM 2", "the disk is written",
      "Windows runs (stand-in)", "the guest agent of stand-in answers",
      "done, turning Windows off",
      // The first boot, on what the disk proves by then.
      "starting the machine: pc, UEFI", "imgbuild-first-boot: step 1 of 1: stand-in: ok",
    ] {
      #expect(run.output.contains(part), "\(part) in \(run.output)")
    }
    // The disc prints the answer file that it has found.
    let logs = folder.path.appending("state/imgbuild/logs/windows-11")
    let names = try FileManager.default.subpathsOfDirectory(atPath: logs.string)
    let console = try #require(names.first { $0.hasSuffix("console.log") })
    let text = try String(
      decoding: Data(
        contentsOf: URL(filePath: logs.appending(FilePath(console).components).string)),
      as: UTF8.self)
    #expect(text.contains("<Key>/IMAGE/INDEX</Key>"))
    let screens = names.filter { $0.hasSuffix(".png") }
    #expect(!screens.isEmpty, "\(names)")
    for screen in screens {
      let data = try Data(
        contentsOf: URL(filePath: logs.appending(FilePath(screen).components).string))
      #expect(Array(data.prefix(4)) == [0x89, 0x50, 0x4e, 0x47])
    }
    let artifact = folder.path.appending("output/windows-11")
    let data = try #require(
      FileManager.default.contents(atPath: artifact.appending("manifest.json").string))
    let manifest = try #require(Manifest.read(from: data))
    let properties = Dictionary(
      uniqueKeysWithValues: manifest.properties.map { ($0.name, $0.value) })
    #expect(properties["hw_disk_bus"] == "virtio" && properties["hw_vif_model"] == "virtio")
    #expect(properties["hw_firmware_type"] == "uefi" && properties["os_version"] == "11")
  }

  /// Without its disc of drivers the stand-in says that it cannot go on; a machine that says nothing runs into its limit.
  private func fails(_ medium: StandInMedium) async throws {
    func recipe(_ iso: FilePath, timeout: String) -> String {
      """
      version: 1
      name: fails
      base:
        windows:
          iso: {url: "file://\(iso)"}
          compat: true
          timeout: \(timeout)
      disk: {size: 1 GiB}
      properties: {hw_machine_type: q35}
      verify: false

      """
    }
    let failed = try await run(recipe(medium.iso, timeout: "5m"))
    #expect(failed.status != 0)
    #expect(
      failed.output.contains("the installer failed: there is no disc of virtio-win"),
      "\(failed.output)")
    #expect(failed.output.contains("/screens/last.png"), "\(failed.output)")
    let late = try await run(recipe(medium.iso, timeout: "5s"))
    #expect(late.status != 0)
    #expect(late.output.contains("waited 5 s for the installer to end"), "\(late.output)")
    #expect(late.output.contains("/screens/last.png"), "\(late.output)")
    for line in try ToolRun("pgrep", ["-fa", folder.path.string]).output.split(separator: "\n") {
      #expect(!line.contains("qemu-system"), "\(line)")
    }
  }
}
