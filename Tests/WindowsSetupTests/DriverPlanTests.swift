import BuildFoundation
import TestSupport
import Testing

@testable import WindowsSetup

@Suite struct DriverPlanTests {
  private func plan(
    _ windows: WindowsExample, on disk: MemoryWindows, _ files: [String: [UInt8]],
    wishes: DriverPlan.Wishes = .init()
  ) async throws -> DriverPlan {
    try DriverPlan(
      try windows.packages(files), for: try await DriverSurvey(disk, files: disk), wishes: wishes,
      source: "virtio")
  }

  @Test(arguments: WindowsExample.all)
  func everyWindowsGetsItsOwnDriversOnce(windows: WindowsExample) async throws {
    let disk = windows.disk()
    let tree = SyntheticVirtio().files()
    let plan = try await self.plan(windows, on: disk, tree)
    #expect(plan.remarks.isEmpty && plan.drivers.count == 5)
    #expect(plan.copies.allSatisfy { $0.source.contains("/\(windows.folder)/amd64/") })
    #expect(!plan.copies.contains { $0.target.hasSuffix(".pdb") || $0.target.contains("vioprot") })
    #expect(Set(plan.copies.map(\.target)).count == plan.copies.count && plan.copies.count == 17)
    #expect(try await windows.make(plan, on: disk, from: tree) > 0)
    let files = disk.files
    let registry = disk.hive(.system)
    #expect(
      files["/windows/system32/drivers/viostor.sys"]
        == SyntheticVirtio.program("viostor", windows.virtio))
    // The same again does nothing.
    let second = try await self.plan(windows, on: disk, tree)
    #expect(try await windows.make(second, on: disk, from: tree) == 0)
    #expect(disk.files == files && disk.hive(.system) == registry)
  }

  @Test func theRegistrySaysWhatFactsSay() async throws {
    let windows = WindowsExample.named("2022")
    let tree = windows.tree()
    let disk = windows.disk([
      #"ControlSet001\Services\viostor\StartOverride"#: ["0": .number(3)]
    ])
    _ = try await windows.make(plan(windows, on: disk, tree), on: disk, from: tree)
    func values(_ key: RegistryKey, _ hive: RegistryHive = .system) async throws -> RegistryValues {
      try #require(try await disk.values(of: key, in: hive), "\(key)")
    }
    let service = try await values(#"ControlSet001\Services\vioscsi"#)
    #expect(service["Type"] == .number(1) && service["Start"] == .number(0))
    #expect(service["Group"] == .string("SCSI miniport") && service["ErrorControl"] == .number(1))
    #expect(service["ImagePath"] == .expandString(#"system32\drivers\vioscsi.sys"#))
    #expect(
      try await disk.values(of: #"ControlSet001\Services\viostor\StartOverride"#, in: .system)
        == nil)
    let label = "imgbuild_viostor.inf_amd64_0000000000000000"
    let inf = try await values(#"DriverDatabase\DriverInfFiles\imgbuild_viostor.inf"#)
    #expect(inf[""] == .multiString([label]) && inf["Active"] == .string(label))
    let package = RegistryKey(#"DriverDatabase\DriverPackages"#).appending(label)
    let version = try #require(try await values(package)["Version"]?.bytes)
    #expect(version.count == 48 && version[8...11] == [0x7b, 0xe9, 0x36, 0x4d])
    for id in ["VEN_1AF4&DEV_1001&REV_00", "VEN_1AF4&DEV_1042&REV_01"] {
      let device = try await values(RegistryKey(#"DriverDatabase\DeviceIds\PCI"#).appending(id))
      #expect(device["imgbuild_viostor.inf"] == .binary([1, 0xff, 0, 0]))
      let descriptor = try await values(package.appending(#"Descriptors\PCI"#).appending(id))
      let name = try #require(descriptor["Configuration"]?.text)
      let configuration = try await values(package.appending("Configurations").appending(name))
      #expect(
        configuration["Service"] == .string("viostor") && configuration["ConfigFlags"] == .number(0)
      )
    }
    #expect(
      try await values(#"Microsoft\Windows\CurrentVersion"#, .software)["DevicePath"]
        == .expandString(#"%SystemRoot%\inf;%SystemRoot%\Drivers\VirtIO"#))
    #expect(try await values(#"ControlSet001\Control\CrashControl"#)["AutoReboot"] == .number(0))
  }

  @Test func beforeWindows8DevicesAreInAnotherPlace() async throws {
    let windows = WindowsExample.named("2008R2")
    let tree = windows.tree()
    let disk = windows.disk()
    _ = try await windows.make(plan(windows, on: disk, tree), on: disk, from: tree)
    let keys = disk.hive(.system)
    #expect(!keys.keys.contains { $0.first == "driverdatabase" })
    for id in ["1001&rev_00", "1042&rev_01"] {
      let key = ["controlset001", "control", "criticaldevicedatabase", "pci#ven_1af4&dev_\(id)"]
      #expect(keys[key]?["Service"] == .string("viostor"))
      #expect(keys[key]?["ClassGUID"] == .string("{4D36E97B-E325-11CE-BFC1-08002BE10318}"))
    }
  }

  @Test func remainsOfOlderInjectionsGo() async throws {
    let windows = WindowsExample.named("2019")
    let tree = windows.tree()
    let old = "guestor.inf_amd64_0000000000000000"
    let device: RegistryKey = #"DriverDatabase\DeviceIds\PCI\VEN_1AF4&DEV_1001&REV_00"#
    let disk = windows.disk([
      #"DriverDatabase\DriverInfFiles\guestor.inf"#: [
        "": .multiString([old]), "Active": .string(old),
      ],
      RegistryKey(#"DriverDatabase\DriverPackages"#).appending(old): ["": .string("guestor.inf")],
      device: ["guestor.inf": .binary([1, 0xff, 0, 0]), "oem3.inf": .binary([2, 0xff, 0, 0])],
      #"DriverDatabase\DeviceIds\PCI\VEN_1AF4&DEV_1042&SUBSYS_11001AF4&REV_01"#: [
        "guestor.inf": .binary([1, 0xff, 0, 0])
      ],
      #"DriverDatabase\DriverInfFiles\viostor.inf"#: ["Active": .string("viostor.inf_x_tmp")],
      #"DriverDatabase\DriverPackages\viostor.inf_x_tmp\Configurations\c"#: [
        "ConfigFlags": .number(0)
      ],
      #"DriverDatabase\DriverInfFiles\vioscsi.inf"#: ["Active": .string("vioscsi.inf_amd64_12ab")],
    ])
    _ = try await windows.make(plan(windows, on: disk, tree), on: disk, from: tree)
    let names = disk.hive(.system).keys.map { $0.joined(separator: "/") }
    #expect(!names.contains { $0.contains("guestor") || $0.contains("_tmp") })
    #expect(names.contains("driverdatabase/driverinffiles/vioscsi.inf"))
    let subsystem: RegistryKey =
      #"DriverDatabase\DeviceIds\PCI\VEN_1AF4&DEV_1042&SUBSYS_11001AF4&REV_01"#
    #expect(try await disk.values(of: subsystem, in: .system)?.names == [])
    let left = try await disk.values(of: device, in: .system)
    #expect(left?.names == ["imgbuild_viostor.inf", "oem3.inf"])
  }

  @Test func aServiceWithoutItsFileGoes() async throws {
    let windows = WindowsExample.named("2016")
    let disk = windows.disk([
      #"ControlSet001\Services\viostor"#: [
        "Start": .number(0), "ImagePath": .expandString(#"system32\drivers\viostor.sys"#),
      ]
    ])
    let tree = windows.tree()
    let only = DriverPlan.Wishes(only: ["vioscsi"])
    _ = try await windows.make(
      plan(windows, on: disk, tree, wishes: only), on: disk, from: tree)
    let services = disk.hive(.system).keys.filter { $0.dropFirst().first == "services" }
    #expect(services.map(\.last) == ["vioscsi"])
  }

  @Test func aFolderStandsInForThoseOfItsBuildOnly() throws {
    let paths = [
      "viostor/w10/amd64/viostor.inf", "viostor/2k19/amd64/viostor.inf", "viostor/2k12/x86/a.inf",
    ]
    let tree = VirtioTree(paths: paths)
    let chosen = try tree.folders(for: WindowsExample.named("2022").target, in: "disc")
    #expect(chosen.map(\.path) == ["viostor/2k19/amd64"])
    let error = #expect(throws: BuildError.self) {
      try tree.folders(for: WindowsExample.named("2025").target, in: "disc")
    }
    #expect(
      error?.message
        == "looking for drivers in disc: there is no folder 2k25/amd64, for Windows Server 2025 (build 26100)"
    )
    #expect(error?.hint?.hasPrefix("there are 2k12/x86, 2k19/amd64, w10/amd64") == true)
    let empty = #expect(throws: BuildError.self) {
      try VirtioTree(paths: ["README"]).folders(for: WindowsExample.named("10").target, in: "disc")
    }
    #expect(empty?.hint?.hasPrefix("it has none of the folders of virtio-win") == true)
    let old = WindowsTarget(build: 6003, isServer: true, architecture: .amd64)
    #expect(throws: BuildError.self) { try tree.folders(for: old, in: "disc") }
  }

  @Test func thePackageOfADistributionIsUnderstood() throws {
    let paths = [
      "drivers/by-os/amd64/2k22/viostor.inf", "drivers/by-driver/viostor/2k22/amd64/viostor.inf",
      "drivers/by-driver/viostor/w10/ARM64/viostor.inf", "guest-agent/qemu-ga-x86_64.msi",
    ]
    let windows = WindowsExample.named("2022").target
    let chosen = try VirtioTree(paths: paths).folders(for: windows, in: "folder")
    #expect(chosen.map(\.path) == ["drivers/by-driver/viostor/2k22/amd64"])
    let byOS = try VirtioTree(paths: [paths[0]]).folders(for: windows, in: "folder")
    #expect(byOS.map(\.path) == ["drivers/by-os/amd64/2k22"] && byOS[0].driver == nil)
  }

  @Test func driversForAnotherWindowsAreRefusedUnlessForced() async throws {
    let windows = WindowsExample.named("2025")
    // 2022's drivers, where 2025's should be.
    let tree = SyntheticVirtio().files([.windows10]).filter { $0.key.contains("/2k22/") }
    let packages = try windows.packages(
      Dictionary(
        uniqueKeysWithValues: tree.map { ($0.key.replacing("/2k22/", with: "/2k25/"), $0.value) }))
    let disk = windows.disk()
    let survey = try await DriverSurvey(disk, files: disk)
    let error = #expect(throws: BuildError.self) {
      try DriverPlan(packages, for: survey, source: "x")
    }
    #expect(
      error?.message.contains("100.100.104.28500 is the build for Windows 10 to Server 2022")
        == true)
    #expect(error?.hint?.contains("force: true") == true)
    let forced = try DriverPlan(packages, for: survey, wishes: .init(force: true), source: "x")
    #expect(forced.drivers.count == 5 && forced.remarks.count == 5)
    // Of drivers that nobody asked for nothing depends.
    let network = try DriverPlan(
      packages.filter { BootDriver(rawValue: $0.name) == nil }, for: survey, source: "x")
    #expect(network.drivers.isEmpty && network.remarks.count == 3)
  }

  @Test func theReleaseWithWhichServer2025StopsIsRefused() async throws {
    let windows = WindowsExample.named("2025")
    let bad = SyntheticVirtio(release: 271).files()
    let error = await #expect(throws: BuildError.self) {
      _ = try await self.plan(windows, on: windows.disk(), bad)
    }
    #expect(error?.message.contains("virtio-win 0.1.271") == true)
    let forced = try await self.plan(windows, on: windows.disk(), bad, wishes: .init(force: true))
    #expect(forced.remarks.count == 2)
    let older = WindowsExample.named("2022")
    #expect(try await self.plan(older, on: older.disk(), bad).remarks.isEmpty)
  }

  @Test func onlyTheDriversThatAreAskedForAreTaken() async throws {
    let windows = WindowsExample.named("10")
    let tree = windows.tree()
    let plan = try await self.plan(
      windows, on: windows.disk(), tree, wishes: .init(only: ["VIOSCSI", "NetKVM"]))
    #expect(plan.drivers.map { $0.prefix(7) } == ["netkvm ", "vioscsi"])
    #expect(!plan.changes.contains { $0.key.description.contains("viostor") })
    let error = await #expect(throws: BuildError.self) {
      _ = try await self.plan(
        windows, on: windows.disk(), tree, wishes: .init(only: ["vioblk"]))
    }
    #expect(error?.hint == "there are balloon, netkvm, viorng, vioscsi, viostor")
  }

  @Test func aDriverThatIsNotWholeIsTold() async throws {
    let windows = WindowsExample.named("2022")
    let gone = ["viostor/2k22/amd64/viostor.sys", "viorng/2k22/amd64/viorng.cat"]
    let packages = try windows.packages(windows.tree().filter { !gone.contains($0.key) })
    let disk = windows.disk()
    let survey = try await DriverSurvey(disk, files: disk)
    let error = #expect(throws: BuildError.self) {
      try DriverPlan(packages, for: survey, source: "x")
    }
    #expect(error?.message.contains("viostor.sys is not there") == true)
    let rest = try DriverPlan(
      packages.filter { $0.name != "viostor" }, for: survey, source: "x")
    #expect(rest.remarks.count == 1 && !rest.drivers.contains { $0.hasPrefix("viorng") })
  }

  @Test func aDiskThatSaysNotWhatItIsIsRefused() async {
    for hives in [[:], [RegistryHive.system: ["Select": ["Current": RegistryData.number(1)]]]]
      as [[RegistryHive: [RegistryKey: [String: RegistryData]]]]
    {
      await #expect(throws: BuildError.self) {
        let disk = MemoryWindows(registry: hives)
        _ = try await DriverSurvey(disk, files: disk)
      }
    }
  }
}
