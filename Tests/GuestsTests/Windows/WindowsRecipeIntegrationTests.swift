import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import GuestfsKit
@testable import Guests

/// The recipe for Windows Server as a user runs it, on a disk that only looks like one.
@Suite(
  .serialized, .needs("qemu-system-x86_64", "supermin", "tar", "truncate"), .needsRegistryReader)
struct WindowsRecipeIntegrationTests {
  /// Beside the test bundle, where SwiftPM puts both.
  private static let program = Bundle.main.bundleURL.appending(path: "imgbuild").path
  private static let recipe = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "recipes/windows-server-2022.yml").path

  private static let packageHead: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

  /// What sealing removes, and what it leaves.
  private static let debris = [
    "/pagefile.sys", "/$Recycle.Bin/S-1-5-21-1/$R1.txt",
    "/Windows/System32/winevt/Logs/System.evtx",
    "/Windows/Panther/setupact.log", "/Windows/Temp/a/b", "/Windows/MEMORY.DMP",
    "/Users/Administrator/AppData/Local/Temp/x", "/Windows/SoftwareDistribution/Download/a/b",
  ]
  private static let files = debris.reduce(into: [
    "/Windows/Panther/unattend.xml": "<a><Password><Value>x</Value></Password></a>",
    "/Users/Administrator/Documents/kept.txt": "kept",
    "/Autounattend.xml": "<a><AdministratorPassword><Value>x</Value></AdministratorPassword></a>",
  ]) { $0[$1] = "debris" }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A package as far as it is looked into on this side.
  private func makePackage(_ path: String) throws {
    let file = URL(filePath: folder.path.string).appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(Self.packageHead + Array(path.utf8)).write(to: file)
  }

  private func makeDisk() async throws -> FilePath {
    let disk = folder.path.appending("windows.raw")
    try #require(try ToolRun("truncate", ["-s", "400M", disk.string]).status == 0)
    try await Appliance.withLean(disk, in: folder) { appliance in
      try await appliance.makeWindows(
        SyntheticWindows(
          productName: "Windows Server 2022 Standard", installationType: "Server",
          edition: "ServerStandard", build: 20348, files: Self.files))
    }
    return disk
  }

  @Test(.timeLimit(.minutes(10)))
  func aDiskGetsDriversAndAFirstBootAndItsProperties() async throws {
    let disk = try await makeDisk()
    let virtio = folder.path.appending("virtio-win")
    try SyntheticVirtio().write(to: virtio)
    try makePackage("virtio-win/guest-agent/qemu-ga-x86_64.msi")
    let package = Self.packageHead + Array("Cloudbase-Init".utf8)
    let server = try TestServer { request in
      request.target == "/CloudbaseInitSetup_x64.msi"
        ? .init(body: package) : .init(status: 404)
    }
    let (artifact, output) = try await server.run {
      try await build(
        Self.recipe, "windows-server-2022",
        [
          "base=file://\(disk)", "virtio=file://\(virtio)",
          "cloudbase_init=\(server.url)/CloudbaseInitSetup_x64.msi",
        ])
    }
    let manifest = try read(artifact)
    #expect(
      manifest.inputs["CloudbaseInitSetup_x64.msi"] == Digest.sha256(package).description)
    let properties = Dictionary(
      uniqueKeysWithValues: manifest.properties.map { ($0.name, $0.value) })
    #expect(properties["hw_disk_bus"] == "virtio" && properties["hw_vif_model"] == "virtio")
    #expect(properties["hw_rng_model"] == "virtio" && properties["hw_machine_type"] == nil)
    #expect(properties["os_type"] == "windows" && properties["os_version"] == "2022")
    // It is installed at the first boot only.
    #expect(properties["hw_qemu_guest_agent"] == nil)
    #expect(
      manifest.facts.firstBoot?.suffix(2) == [
        "install qemu-ga", "install and configure cloudbase-init",
      ])
    #expect(manifest.facts.firstBoot?.first == "install the driver balloon.inf")
    #expect(output.contains("/Windows/Panther/unattend.xml has a password in it"))
    #expect(
      manifest.facts.residue == [
        ResidualIdentity(kind: .secret, path: "/Windows/Panther/unattend.xml"),
        ResidualIdentity(kind: .secret, path: "/Autounattend.xml"),
      ])
    try await readBack(artifact.appending(manifest.image.name))
  }

  /// Builds as a user does, and gives the artifact's folder and what was printed.
  private func build(
    _ recipe: String, _ name: String, _ values: [String]
  ) async throws -> (FilePath, String) {
    let run = try await ToolRun.onThread(
      Self.program,
      ["run", recipe] + values.flatMap { ["--set", $0] } + [
        "--output", folder.path.appending("output").string, "--accelerator", "tcg",
      ],
      environment: [
        "XDG_CACHE_HOME": folder.path.appending("cache").string,
        "XDG_STATE_HOME": folder.path.appending("state").string,
        "XDG_RUNTIME_DIR": folder.path.string, "NO_COLOR": "1", "PASSWORD": "Passw0rd!",
      ])
    try #require(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("Passw0rd!"))
    return (folder.path.appending("output/\(name)"), run.output)
  }

  private func read(_ artifact: FilePath) throws -> Manifest {
    let data = try #require(
      FileManager.default.contents(atPath: artifact.appending("manifest.json").string))
    #expect(!String(decoding: data, as: UTF8.self).contains("Passw0rd!"))
    return try #require(Manifest.read(from: data))
  }

  /// The settings of Windows in one recipe, on a disk with a true registry.
  @Test(.timeLimit(.minutes(10)))
  func aDiskIsSetUpWithoutBeingStarted() async throws {
    let recipe = try await folder.write(
      "set-up.yml",
      """
      version: 1
      name: set-up
      secrets: {password: {environment: PASSWORD}}
      base: {image: {url: "file://\(makeDisk())"}}
      steps:
        - sysprep: {administrator-password: "${secret.password}"}
        - timezone: Europe/Berlin
        - keyboard: de
        - remote-desktop: true
        - firewall: {disable: [private], open: [443]}
        - features: {install: [TelnetClient], roles: [Web-Server]}
        - updates: {categories: [security]}
      verify: false

      """)
    let (artifact, _) = try await build(recipe.string, "set-up", [])
    let manifest = try read(artifact)
    #expect(
      manifest.facts.firstBoot == [
        "set the time zone to W. Europe Standard Time", "set the keyboard to 0407:00000407",
        "open the firewall for Remote Desktop", "open the port 443/tcp",
        "enable the feature TelnetClient", "install Web-Server", "install updates",
        "generalize it with sysprep",
      ])
    let (reading, files) = try await exported(artifact.appending(manifest.image.name))
    #expect(reading.deniesRemoteDesktop == 0 && reading.privateFirewall == 0)
    for name in ["unattend.xml", "updates.ps1", "region.xml", "sysprep-check.ps1"] {
      #expect(files.contains("/windows/imgbuild/first-boot/\(name)"), "\(name)")
    }
  }

  /// What another library than the one that wrote it finds in the finished image.
  private func readBack(_ image: FilePath) async throws {
    let (reading, files) = try await exported(image)
    for name in ["viostor", "vioscsi"] {
      let driver = reading.drivers[name]
      #expect(driver?.service == name && driver?.start == 0 && driver?.file == true)
      #expect(driver?.ways.count == 2 && driver?.ways.allSatisfy { $0 != nil } == true)
    }
    #expect(reading.infs.contains("netkvm.inf"))
    #expect(files.contains("/windows/setup/scripts/setupcomplete.cmd"))
    #expect(files.contains("/windows/imgbuild/first-boot/cloudbase-init.conf"))
  }

  /// The registry of an image by that library, and its files in lower case.
  private func exported(_ image: FilePath) async throws -> (RegistryReading, String) {
    let raw = folder.path.appending("image.raw")
    let converted = try await ToolRun.onThread(
      "qemu-img", ["convert", "-O", "raw", image.string, raw.string])
    try #require(converted.status == 0, "\(converted.output)")
    let hives = try await Appliance.withLean(raw, in: folder) { appliance in
      try await appliance.mountOnlySystem()
      for path in Self.debris {
        #expect(try await !appliance.exists(path), "\(path)")
      }
      #expect(try await appliance.exists("/Users/Administrator/Documents/kept.txt"))
      return try await appliance.exportRegistry(to: folder.path, "2022")
    }
    let reading = try #require(try await RegistryReading.read([hives])["2022"])
    let files = try String(contentsOfFile: hives.appending("files").string, encoding: .utf8)
    return (reading, files.lowercased())
  }
}
