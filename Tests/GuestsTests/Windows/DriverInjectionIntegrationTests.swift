import BuildFoundation
import CGuestfs
import Foundation
import ImageProperties
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import GuestfsKit
@testable import Guests

/// Drivers on real NTFS and in real hives, read back by another library than the one that wrote them.
///
/// All in one launch, on a disk with a partition for each Windows.
@Suite(
  .serialized, .needs("qemu-system-x86_64", "supermin", "tar", "truncate"), .needsRegistryReader)
struct DriverInjectionIntegrationTests {
  private static let megabytes = 24

  /// A Windows of the disk, and the build of virtio-win that is for it.
  struct Example: Sendable {
    let name: String
    let windows: SyntheticWindows
    let virtio: SyntheticVirtio.Build

    /// Whether it gets all drivers, twice: without KVM that takes its time.
    var isWhole: Bool { ["2008R2", "2022"].contains(name) }
    var drivers: [String] {
      ["viostor", "vioscsi"] + (isWhole ? ["netkvm", "viorng", "balloon"] : [])
    }

    init(_ name: String, _ build: Int, _ type: String, _ virtio: SyntheticVirtio.Build) {
      self.name = name
      self.virtio = virtio
      windows = SyntheticWindows(
        productName: "Windows \(name)", installationType: type, edition: "Standard", build: build)
    }
  }

  private static let examples = [
    Example("2008R2", 7601, "Server", .windows7), Example("2012R2", 9600, "Server", .windows81),
    Example("2016", 14393, "Server", .windows10), Example("2019", 17763, "Server", .windows10),
    Example("2022", 20348, "Server Core", .windows10), Example("2025", 26100, "Server", .windows11),
    Example("10", 19045, "Client", .windows10), Example("11", 22631, "Client", .windows11),
  ]

  @Test(.timeLimit(.minutes(10)))
  func everyWindowsStartsFromVirtioInTheRegistry() async throws {
    let folder = try TemporaryFolder()
    let disk = folder.path.appending("disk")
    let size = "\(Self.megabytes * Self.examples.count + 8)M"
    try #require(try ToolRun("truncate", ["-s", size, disk.string]).status == 0)
    let outputs = try await Appliance.withLean(disk, in: folder) { appliance in
      try await appliance.partition(count: Self.examples.count, megabytes: Self.megabytes)
      var outputs: [FilePath] = []
      for (index, example) in Self.examples.enumerated() {
        let device = "/dev/sda\(index + 1)"
        try await appliance.makeFileSystem("ntfs", on: device, label: "Windows")
        try await appliance.mount(device, at: "/")
        let guest = ApplianceGuest(appliance, scratch: folder.path)
        if index == 0 { try await checkEmpty(guest.windows) }
        try await appliance.makeWindowsFiles(example.windows)
        try await check(example, guest)
        outputs.append(try await appliance.exportRegistry(to: folder.path, example.name))
        if example.name == "2022" { try await checkRefusals(guest, device) }
        if example.name == "2025" { try await checkDamage(guest, device) }
        try await appliance.unmountAll()
      }
      return outputs
    }
    let readings = try await RegistryReading.read(outputs)
    for example in Self.examples {
      check(try #require(readings[example.name]), example)
    }
  }

  /// Injects, finds what was injected, and injects again.
  private func check(_ example: Example, _ guest: ApplianceGuest) async throws {
    let windows = guest.windows
    #expect(try await windows.checkCanBeChanged() == [])
    #expect(try await inject(example, windows) > 0)
    let drivers = try await self.drivers(windows)
    #expect(drivers.map(\.name) == example.drivers.filter { $0 != "balloon" })
    #expect(drivers.allSatisfy { $0.obstacle == nil }, "\(example.name): \(drivers)")
    guard example.isWhole else { return }
    let before = try await windows.content(of: "/windows/system32/CONFIG/system")
    #expect(try await inject(example, windows) == 0, "\(example.name)")
    #expect(try await windows.content(of: "/windows/system32/CONFIG/system") == before)
  }

  private func drivers(_ windows: any WindowsDisk) async throws -> [WindowsDriver] {
    try await windows.withRegistry { registry in
      let survey = try await DriverSurvey(registry, files: windows)
      return try await DriverInspection(survey, registry: registry, files: windows).drivers()
    }
  }

  /// Does what a plan says, and gives how much of it was needed.
  private func inject(_ example: Example, _ windows: any WindowsDisk) async throws -> Int {
    let survey = try await windows.withRegistry {
      try await DriverSurvey($0, files: windows)
    }
    let files = SyntheticVirtio().files([example.virtio])
    let packages = try VirtioTree(paths: files.keys).folders(for: survey.windows, in: "tree")
      .flatMap { place in
        try DriverPackage.packages(in: place) { try #require(files["\(place.path)/\($0)"]) }
      }
    let plan = try DriverPlan(
      packages, for: survey, wishes: .init(only: example.drivers), source: "tree")
    var count = 0
    for copy in plan.copies {
      if try await windows.write(copy.target, try #require(files[copy.source])) { count += 1 }
    }
    return try await count + windows.change(plan.changes)
  }

  /// What the other library reads.
  private func check(_ reading: RegistryReading, _ example: Example) {
    let hasDatabase = example.windows.build >= 9200
    for name in ["viostor", "vioscsi"] {
      let driver = reading.drivers[name]
      #expect(driver?.service == name && driver?.start == 0 && driver?.type == 1, "\(example.name)")
      #expect(driver?.group == "SCSI miniport" && driver?.file == true)
      #expect(driver?.image == #"system32\drivers\\#(name).sys"#)
      #expect(driver?.ways.count == 2)
      for way in driver?.ways ?? [] {
        #expect(way?.class == "{4D36E97B-E325-11CE-BFC1-08002BE10318}")
        #expect(way?.inf == (hasDatabase ? "imgbuild_\(name).inf" : nil))
        #expect(way?.configuration == (hasDatabase ? true : nil))
        #expect(way?.flags == (hasDatabase ? 0 : nil))
      }
    }
    #expect(reading.devicePath == [#"%SystemRoot%\inf"#, #"%SystemRoot%\Drivers\VirtIO"#])
    #expect(reading.infs == example.drivers.map { "\($0).inf" }.sorted())
    #expect(reading.autoReboot == 0 && !reading.guestor)
  }

  private func checkEmpty(_ windows: any WindowsDisk) async throws {
    let error = await #expect(throws: BuildError.self) { try await windows.checkCanBeChanged() }
    #expect(error?.message.hasSuffix("there is no Windows on the disk") == true)
    #expect(try await windows.names(in: "/Windows").isEmpty)
    #expect(try await windows.content(of: "/Windows/a") == nil)
    #expect(try await !windows.exists("/Windows"))
  }

  /// What must not be changed is not, and the reader hears what mends it.
  private func checkRefusals(_ guest: ApplianceGuest, _ device: String) async throws {
    let windows = guest.windows
    let hive = "/Windows/System32/config/SOFTWARE"
    let content = try #require(try await windows.content(of: hive))
    try await windows.write(hive, Array(content.dropLast(4096)))
    let cut = await #expect(throws: BuildError.self) {
      try await windows.withRegistry { _ in }
    }
    #expect(cut?.message.contains("\(hive) cannot be used: it is cut off") == true)
    #expect(cut?.hint?.contains("take the image anew") == true)
    // The second sequence number, and the checksum over it.
    var unfinished = content
    unfinished[8] ^= 1
    unfinished[508] ^= 1
    try await windows.write(hive, unfinished)
    #expect(
      try await windows.checkCanBeChanged().map { $0.hasSuffix("logs only is lost") } == [true])
    try await windows.write(hive, content)

    try await windows.write(
      "/hiberfil.sys", Array("hibr".utf8) + [UInt8](repeating: 0, count: 8192))
    try await guest.appliance.mountAgain(device)
    let asleep = await #expect(throws: BuildError.self) { try await windows.checkCanBeChanged() }
    #expect(asleep?.message.contains("Windows hibernates") == true)
    #expect(asleep?.hint?.contains("powercfg /h off") == true)
  }

  /// A disk that was not shut down, and one that is full.
  private func checkDamage(_ guest: ApplianceGuest, _ device: String) async throws {
    let windows = guest.windows
    try await guest.appliance.fill(leaving: 64 << 10)
    let full = await #expect(throws: BuildError.self) {
      try await windows.write("/Windows/large", [UInt8](repeating: 7, count: 1 << 20))
    }
    #expect(full?.code == .buildFailed, "\(String(describing: full))")
    #expect(full?.message.contains("No space left on device") == true, "\(full?.message ?? "")")
    #expect(try await windows.freeSpace().bytes < 1 << 20)
    try await guest.appliance.empty()

    // The flag alone does not keep ntfs-3g from writing, and nor does a log of before Windows 8, which it clears.
    try await guest.appliance.unmountAll()
    try await guest.appliance.markDirty(device)
    try await guest.appliance.mount(device, at: "/")
    #expect(try await windows.checkCanBeChanged() == [])
    try await guest.appliance.unmountAll()
    try await guest.appliance.leaveLogUnfinished(device, version: 1)
    try await guest.appliance.mount(device, at: "/")
    #expect(try await windows.checkCanBeChanged() == [])

    try await guest.appliance.unmountAll()
    try await guest.appliance.leaveLogUnfinished(device, version: 2)
    try await guest.appliance.mount(device, at: "/")
    let unclean = await #expect(throws: BuildError.self) { try await windows.checkCanBeChanged() }
    #expect(unclean?.code == .buildFailed)
    #expect(
      unclean?.message.hasSuffix("its NTFS is not clean, so nothing may be written to it") == true,
      "\(unclean?.message ?? "")")
    #expect(unclean?.hint?.contains("chkdsk /f") == true)
  }
}

extension Appliance {
  /// Leaves about so many bytes free.
  fileprivate func fill(leaving rest: Int64) throws {
    let free = try space(of: "/").available.bytes
    try check("filling the disk") { guestfs_fill($0, 1, Int32(free - rest), "/filler") }
  }

  fileprivate func empty() throws {
    try check("removing what filled the disk") { guestfs_rm_rf($0, "/filler") }
    if try exists("/Windows/large") { try remove("/Windows/large") }
  }

  fileprivate func mountAgain(_ device: String) throws {
    try unmountAll()
    try mount(device, at: "/")
  }

  fileprivate func partition(count: Int, megabytes: Int) throws {
    try check("partitioning") { guestfs_part_init($0, "/dev/sda", "gpt") }
    for index in 0..<count {
      let start = Int64(2048 + index * megabytes * 2048)
      try check("partitioning") {
        guestfs_part_add($0, "/dev/sda", "p", start, start + Int64(megabytes * 2048) - 1)
      }
    }
  }

  /// Copies the hives to a folder of the host, with a list of the files on the disk.
  func exportRegistry(to folder: FilePath, _ name: String) throws -> FilePath {
    let target = folder.appending(name)
    try FileManager.default.createDirectory(
      atPath: target.string, withIntermediateDirectories: true)
    for hive in RegistryHive.allCases {
      try download(hive.path, to: target.appending(hive.rawValue))
    }
    let files = try value("listing files") {
      guestfs_find($0, "/Windows").map { CStrings.take($0) }
    }
    let list = files.map { "/Windows\($0)\n" }.joined()
    try Data(list.utf8).write(to: URL(filePath: target.appending("files").string))
    return target
  }
}
