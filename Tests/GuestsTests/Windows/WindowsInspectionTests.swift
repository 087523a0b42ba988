import Foundation
import ImageProperties
import SystemPackage
import TestSupport
import Testing

@testable import GuestfsKit
@testable import Guests

/// Windows is known by its build: names of products lie, and databases are older than Windows.
@Suite(.serialized, .needs("qemu-system-x86_64", "supermin", "tar", "truncate"))
struct WindowsInspectionIntegrationTests {
  private static let server2025 = SyntheticWindows(
    productName: "Windows Server 2025 Standard", installationType: "Server Core",
    edition: "ServerStandard", build: 26100,
    services: [
      "QEMU-GA": (2, #""C:\Program Files\Qemu-ga\qemu-ga.exe" -d --retry-path"#),
      "cloudbase-init": (3, #"C:\Program Files\Cloudbase Solutions\bin\OpenStackService.exe x y"#),
    ],
    files: [
      "/Program Files/QEMU-GA/qemu-ga.exe": "MZ",
      "/Program Files/Cloudbase Solutions/bin/OpenStackService.exe": "MZ",
      "/Program Files/Cloudbase Solutions/Cloudbase-Init/conf/cloudbase-init.conf":
        "[DEFAULT]\r\nusername=Admin\r\n# a=b\r\nmetadata_services=cloudbaseinit.metadata.services."
        + "configdrive.ConfigDriveService, cloudbaseinit.metadata.services.httpservice.HttpService\r\n",
    ])

  @Test(.timeLimit(.minutes(5)))
  func theBuildTells() async throws {
    let windows = Self.server2025
    let folder = try TemporaryFolder()
    let disk = folder.path.appending("disk")
    try #require(try ToolRun("truncate", ["-s", "400M", disk.string]).status == 0)
    let facts = try await Appliance.withLean(disk, in: folder) { appliance in
      try await appliance.makeWindows(windows)
      try await appliance.mountOnlySystem()
      let guest = ApplianceGuest(appliance, scratch: folder.path)
      return try await DiskInspector(guest: guest, listsVolumes: true).facts()
    }
    #expect(facts.system.family == .windows && facts.system.distribution == "windows")
    #expect(facts.system.version == "2025")
    #expect(facts.system.edition == windows.edition)
    #expect(facts.system.build == "\(windows.build)")
    #expect(facts.architecture == "x86_64")
    #expect(facts.guestAgent == .enabled && facts.cloudInit == .disabled)
    #expect(facts.cloudInitSettings?.defaultUser == "Admin")
    #expect(facts.cloudInitSettings?.dataSources == ["ConfigDriveService", "HttpService"])
    #expect(!facts.boot.bios && facts.boot.uefi)
    #expect(facts.secureBootObstacles?.first?.contains("is not signed") == true)
    #expect(facts.volumes?.map(\.content) == ["vfat", "ntfs"])
    #expect(facts.volumes?.map(\.purpose) == ["EFI system", "Microsoft basic data"])
    let properties = PropertyRules(facts).properties
    #expect(properties.value("hw_disk_bus") == "ide" && properties.value("hw_vif_model") == "e1000")
    #expect(properties.value("os_version") == "2025")
  }
}

@Suite struct WindowsRegistryTests {
  @Test(arguments: [
    (#""C:\Program Files\a b.exe" -d"#, "/Program Files/a b.exe"),
    (#"C:\Program Files\a b.EXE -d x.exe"#, "/Program Files/a b.EXE"),
    (#"%SystemRoot%\System32\svchost.exe -k netsvcs"#, "/Windows/System32/svchost.exe"),
    (#"D:\a.exe"#, nil), ("", nil), (#"\SystemRoot\x.sys"#, nil),
  ])
  func theProgramOfAService(command: String, path: String?) {
    #expect(WindowsRegistry.program(of: command) == path)
  }

  @Test func valuesAreReadAsWhatTheyHold() {
    #expect(RegistryValue(bytes: [0x61, 0, 0xe4, 0, 0, 0, 0x62, 0]).text == "aä")
    #expect(RegistryValue(bytes: []).text == "" && RegistryValue(bytes: [0x61]).text == "")
    #expect(RegistryValue(bytes: [2, 1, 0, 0]).number == 258)
    #expect(RegistryValue(bytes: [2]).number == nil)
  }
}

extension Appliance {
  func mountOnlySystem() throws { try mount(inspectSingle()) }

  /// Runs `body` in a lean appliance on a raw disk.
  static func withLean<Result: Sendable>(
    _ disk: FilePath, in folder: TemporaryFolder, _ body: (Appliance) async throws -> Result
  ) async throws -> Result {
    let lean = try #require(try await LeanAppliance.prepare(below: ProcessFolder.applianceCache))
    var options = Appliance.Options(
      drives: [.file(disk, format: "raw", readOnly: false)], usesKVM: false)
    options.temporaryFolder = folder.path
    lean.apply(to: &options)
    let appliance = try await Appliance.launch(options)
    do {
      let result = try await body(appliance)
      await appliance.close()
      return result
    } catch {
      await appliance.close()
      throw error
    }
  }
}
