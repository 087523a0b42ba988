import ImageProperties
import TestSupport
import Testing

@testable import WindowsSetup

@Suite struct DriverInspectionTests {
  /// The drivers that are found after an injection, and after `damage` was done to it.
  private func drivers(
    _ windows: WindowsExample, only: [String] = [], injected: Bool = true,
    damage: (MemoryWindows) async throws -> Void = { _ in }
  ) async throws -> [WindowsDriver] {
    let disk = windows.disk()
    let tree = windows.tree()
    if injected {
      let plan = try DriverPlan(
        try windows.packages(tree), for: try await DriverSurvey(disk, files: disk),
        wishes: .init(only: only), source: "x")
      _ = try await windows.make(plan, on: disk, from: tree)
    }
    try await damage(disk)
    let survey = try await DriverSurvey(disk, files: disk)
    return try await DriverInspection(survey, registry: disk, files: disk).drivers()
  }

  @Test(arguments: WindowsExample.all)
  func injectedDriversAreUsable(windows: WindowsExample) async throws {
    let found = try await drivers(windows)
    #expect(found.map(\.name) == ["viostor", "vioscsi", "netkvm", "viorng"])
    #expect(found.allSatisfy { $0.obstacle == nil }, "\(found.compactMap(\.obstacle))")
    #expect(found.allSatisfy { $0.version == "\(windows.virtio.kernelNumber).100.104.28500" })
    let way = windows.hasDatabase ? "imgbuild_viostor.inf" : "CriticalDeviceDatabase"
    #expect(
      found[0].proof
        == "is loaded by the boot loader (Start 0), /Windows/system32/drivers/viostor.sys is there, "
        + "and both PCI devices lead to it by \(way)")
  }

  @Test func withoutDriversNothingIsFound() async throws {
    #expect(try await drivers(.named("2022"), injected: false).isEmpty)
  }

  @Test(
    arguments: [
      (
        #"ControlSet001\Services\viostor"#, RegistryChange.Action.set(["Start": .number(3)]),
        "Start is 3, not 0"
      ),
      (
        #"ControlSet001\Services\viostor\StartOverride"#, .set(["0": .number(3)]),
        "StartOverride is 3, not 0"
      ),
      (#"ControlSet001\Services\viostor"#, .deleteKey, "no service loads it"),
      (
        #"ControlSet001\Services\viostor"#,
        .set(["ImagePath": .expandString(#"\SystemRoot\System32\drivers\other.sys"#)]),
        "its file /Windows/System32/drivers/other.sys is not"
      ),
      (
        #"DriverDatabase\DeviceIds\PCI\VEN_1AF4&DEV_1042&REV_01"#, .deleteKey,
        "the PCI device VEN_1AF4&DEV_1042&REV_01 does not lead to viostor"
      ),
      (
        #"DriverDatabase\DriverInfFiles\imgbuild_viostor.inf"#, .deleteKey,
        "the PCI device VEN_1AF4&DEV_1001&REV_00 does not lead to viostor"
      ),
      (
        #"DriverDatabase\DriverPackages\imgbuild_viostor.inf_amd64_0000000000000000\Configurations\imgbuild_viostor_conf"#,
        .set(["Service": .string("vioscsi")]), "does not lead to viostor"
      ),
    ] as [(RegistryKey, RegistryChange.Action, String)])
  func eachMissingProofIsNamed(
    key: RegistryKey, action: RegistryChange.Action, obstacle: String
  ) async throws {
    let found = try await drivers(.named("2022")) { disk in
      let changed = try await disk.change([RegistryChange(.system, key, action)])
      #expect(changed == 1)
    }
    let viostor = try #require(found.first { $0.name == "viostor" })
    #expect(viostor.obstacle?.contains(obstacle) == true, "\(viostor.obstacle ?? "none")")
    #expect(found.first { $0.name == "vioscsi" }?.obstacle == nil)
  }

  @Test func aFileThatIsGoneIsSeen() async throws {
    let found = try await drivers(.named("2019")) { disk in
      try await disk.remove("/Windows/System32/drivers/viostor.sys")
      try await disk.remove("/Windows/Drivers/VirtIO/netkvm.sys")
    }
    #expect(found.first { $0.name == "viostor" }?.obstacle?.hasSuffix("is not") == true)
    #expect(
      found.first { $0.name == "netkvm" }?.obstacle?.contains("there is no netkvm.sys") == true)
  }

  @Test func driversFor2022On2025AreCaught() async throws {
    let (old, new) = (WindowsExample.named("2022"), WindowsExample.named("2025"))
    let tree = old.tree()
    let disk = new.disk()
    // What an injection does that takes one Windows for the other.
    let plan = try DriverPlan(
      try old.packages(tree), for: try await DriverSurvey(disk, files: disk),
      wishes: .init(force: true),
      source: "x")
    _ = try await new.make(plan, on: disk, from: tree)
    let survey = try await DriverSurvey(disk, files: disk)
    let found = try await DriverInspection(survey, registry: disk, files: disk).drivers()
    #expect(found.count == 4)
    #expect(
      found[0].obstacle == "viostor 100.100.104.28500 is the build for Windows 10 to Server 2022 "
        + "(NTamd64.10.0), and that for Windows Server 2025 is another (…16299)")
    #expect(found.allSatisfy { $0.obstacle != nil })
  }

  @Test func aSignatureForOtherReleasesIsSeen() async throws {
    let found = try await drivers(.named("2022")) { disk in
      try await disk.write(
        "/Windows/Drivers/VirtIO/viostor.cat", SyntheticVirtio.catalogue("Server_v100_X64_24H2"))
    }
    #expect(
      found[0].obstacle
        == "viostor is signed for Server_v100_X64_24H2, which are not Windows Server 2022")
  }

  @Test func whatWindowsInstalledItselfCounts() async throws {
    let label = "viostor.inf_amd64_0123456789abcdef"
    let store = "/Windows/System32/DriverStore/FileRepository"
    let virtio = SyntheticVirtio(release: 240)
    let database = RegistryKey("DriverDatabase")
    let found = try await drivers(.named("2022"), injected: false) { disk in
      for (name, package) in [("viostor", label), ("netkvm", "netkvm.inf_amd64_1")] {
        try await disk.write(
          "\(store)/\(package)/\(name).inf", Array(virtio.inf(name, .windows10).utf8))
        try await disk.write("\(store)/\(package)/\(name).sys", [])
      }
      var changes = [
        RegistryChange(
          .system, #"ControlSet001\Services\viostor"#,
          .set([
            "Start": .number(0),
            "ImagePath": .expandString(
              #"\SystemRoot\System32\DriverStore\FileRepository\\#(label)\viostor.sys"#),
          ])),
        RegistryChange(
          .system, database.appending(#"DriverInfFiles\oem7.inf"#), .set(["Active": .string(label)])
        ),
        RegistryChange(
          .system,
          database.appending(#"DriverPackages"#).appending(label).appending(
            #"Configurations\scsi_inst"#), .set(["Service": .string("VioStor")])),
      ]
      for id in ["VEN_1AF4&DEV_1001", "VEN_1AF4&DEV_1042&SUBSYS_11001AF4&REV_01"] {
        changes += [
          RegistryChange(
            .system, database.appending(#"DeviceIds\PCI"#).appending(id),
            .set(["OEM7.inf": .binary([2, 0xff, 0, 0])])),
          RegistryChange(
            .system,
            database.appending("DriverPackages").appending(label)
              .appending(#"Descriptors\PCI"#).appending(id),
            .set(["Configuration": .string("scsi_inst")])),
        ]
      }
      try await disk.change(changes)
    }
    #expect(found.map(\.name) == ["viostor", "netkvm"] && found.allSatisfy { $0.obstacle == nil })
    #expect(found[0].version == "100.100.104.24000" && found[0].proof.hasSuffix("by oem7.inf"))
    #expect(found[1].proof == "is in the driver store (netkvm.inf_amd64_1)")
  }

  @Test func aNetworkCardWithoutADiskIsNotEnough() async throws {
    let found = try await drivers(.named("11"), only: ["netkvm"])
    #expect(found.map(\.name) == ["netkvm"])
    #expect(found[0].obstacle == "no driver for virtio disks is there beside netkvm")
  }

  @Test(arguments: [
    (#"system32\drivers\a.sys"#, "/Windows/system32/drivers/a.sys"),
    (#"\SystemRoot\System32\a.sys"#, "/Windows/System32/a.sys"),
    (#"\??\C:\Windows\a.sys"#, "/Windows/a.sys"), (#"%systemroot%\inf"#, "/Windows/inf"),
    (#"%SystemDrive%\a"#, "/a"), (#"D:\a"#, nil), ("", nil), (#"%Other%\a"#, nil),
    (#"\Device\a"#, nil),
  ])
  func pathsOfWindowsAreFoundOnTheDisk(path: String, place: String?) {
    #expect(RegistryPath.onDisk(path) == place)
  }
}

extension SyntheticVirtio.Build {
  fileprivate var kernelNumber: Int {
    switch self {
    case .windows7: 61
    case .windows81: 63
    case .windows10, .windows11: 100
    }
  }
}
