import BuildFoundation
import CGuestfs
import Foundation
import HostKit
import StorageDaemon
import SystemPackage
import TestSupport
import Testing

@testable import GuestfsKit

@Suite struct FileSystemGrowthTests {
  @Test(
    arguments: [
      // 1 GiB: a GPT's second copy is in the last mebibyte.
      (2_097_152, "gpt", 512, 2048, 2_095_103), (2_097_152, "msdos", 512, 2048, 2_097_151),
      // Ends that are no whole mebibytes.
      (2_097_153, "msdos", 512, 2048, 2_097_151), (2_099_233, "gpt", 512, 2048, 2_099_199),
      // Sectors of 4 KiB.
      (262_144, "gpt", 4096, 256, 261_887),
      // 4 TiB: an MBR has 32 bits for a partition's length.
      (8_589_934_592, "msdos", 512, 2048, 4_294_967_295),
    ] as [(Int64, String, Int64, Int64, Int64)])
  func partitionsEndAtAMebibyte(
    sectors: Int64, table: String, sectorSize: Int64, start: Int64, last: Int64
  ) {
    #expect(
      FileSystemGrowth.lastSector(
        of: sectors, table: table, sectorSize: sectorSize, start: start) == last)
  }

  @Test(
    arguments: [
      ("ext2", .ext), ("ext4", .ext), ("xfs", .xfs), ("btrfs", .btrfs), ("vfat", nil),
      ("ntfs", nil),
      ("", nil),
    ] as [(String, FileSystemGrowth.Kind?)])
  func kinds(type: String, kind: FileSystemGrowth.Kind?) {
    #expect(FileSystemGrowth.Kind(type: type) == kind)
  }
}

/// One launch, and a disk for each way in which a root lies on one.
@Suite(.needsAppliance, .needs("sfdisk"), .serialized, .timeLimit(.minutes(15)))
struct GrowthIntegrationTests {
  private static let small = ByteCount.mebibytes(400)
  private static let large = ByteCount.mebibytes(800)

  /// A disk that was grown after it was partitioned.
  private struct Disk {
    var name: String
    /// For sfdisk.
    var table: String
  }

  private static let disks = [
    Disk(name: "a", table: "label: gpt\n2: start=2048, size=2048\n1: start=4096\n"),
    Disk(name: "b", table: "label: dos\nstart=2048, type=83, bootable\n"),
    Disk(name: "c", table: "label: gpt\nstart=2048\n"),
    Disk(name: "d", table: "label: gpt\nstart=2048, type=lvm\n"),
    Disk(
      name: "e", table: "label: gpt\nstart=2048, size=300M\nsize=20M, type=swap\n"),
    Disk(
      name: "f", table: "label: dos\nstart=2048, type=5\nstart=4096, type=83\n"),
  ]

  @Test func everyKindOfDiskIsFilled() async throws {
    let folder = try TemporaryFolder()
    for disk in Self.disks { try make(disk, in: folder) }
    var options = Appliance.Options(
      drives: Self.disks.map {
        .file(folder.path.appending($0.name), format: "raw", readOnly: false)
      }, usesKVM: false)
    options.temporaryFolder = folder.path
    let appliance = try await Appliance.launch(options)
    do {
      try await makeFileSystems(appliance)
      try await grow("/dev/sda1", appliance, twice: true)
      try await grow("/dev/sdb1", appliance)
      try await grow("/dev/sdc1", appliance)
      try await grow("/dev/vg/root", appliance)
      try await refuse("/dev/sde1", appliance, "partition 2 (20 MiB, swap) lies behind it")
      try await refuse("/dev/sdf5", appliance, "partition 5 is a logical one")
      try await refuse("/dev/sda1", at: "/srv", appliance, "no file system is mounted there")
      let partitions = try await appliance.partitions(of: "/dev/sda")
      #expect(partitions.map(\.number) == [2, 1])
      #expect(partitions.map(\.end) == [(2 << 20) - 1, (799 << 20) - 1])
    } catch {
      await appliance.close()
      throw error
    }
    await appliance.close()
    for name in ["a", "b", "c", "d"] {
      let check = try ToolRun("sfdisk", ["--verify", folder.path.appending(name).string])
      #expect(check.output.contains("No errors detected"), "\(check.output)")
    }
  }

  private func make(_ disk: Disk, in folder: TemporaryFolder) throws {
    let file = folder.path.appending(disk.name)
    let path = file.string
    #expect(try ToolRun("truncate", ["-s", "\(Self.small.bytes)", path]).status == 0)
    let script = try folder.write("\(disk.name).table", disk.table)
    let run = try ToolRun("sh", ["-c", "sfdisk -q \(path) < \(script)"])
    try #require(run.status == 0, "\(run.output)")
    #expect(try ToolRun("truncate", ["-s", "\(Self.large.bytes)", path]).status == 0)
  }

  private func makeFileSystems(_ appliance: Appliance) async throws {
    try await appliance.makeFileSystem("ext4", on: "/dev/sda1", label: "a")
    try await appliance.makeFileSystem("xfs", on: "/dev/sdb1", label: "b")
    try await appliance.makeFileSystem("btrfs", on: "/dev/sdc1", label: "c")
    try await appliance.makeVolume(on: "/dev/sdd1")
    try await appliance.makeFileSystem("ext4", on: "/dev/vg/root", label: "d")
    try await appliance.makeFileSystem("ext4", on: "/dev/sde1", label: "e")
    try await appliance.makeSwap(on: "/dev/sde2")
    try await appliance.makeFileSystem("ext4", on: "/dev/sdf5", label: "f")
  }

  private func grow(_ device: String, _ appliance: Appliance, twice: Bool = false) async throws {
    try await appliance.mount(device, at: "/")
    let before = try await appliance.space(of: "/").total
    try await appliance.write("/kept", Array(device.utf8))
    for _ in 0..<(twice ? 2 : 1) {
      try await appliance.growFileSystem(at: "/") { try $0.mount(device, at: "/") }
    }
    let after = try await appliance.space(of: "/").total
    #expect(before < Self.small, "\(device)")
    #expect(after > .mebibytes(700) && after < Self.large, "\(device): \(before) became \(after)")
    #expect(try await appliance.read("/kept") == Array(device.utf8))
    try await appliance.unmountAll()
  }

  private func refuse(
    _ device: String, at path: String = "/", _ appliance: Appliance, _ reason: String
  ) async throws {
    try await appliance.mount(device, at: "/")
    let error = await #expect(throws: BuildError.self) {
      try await appliance.growFileSystem(at: path) { _ in Issue.record("\(device) was unmounted") }
    }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    try await appliance.unmountAll()
  }
}

extension Appliance {
  /// Makes the logical volume `/dev/vg/root` that fills `device`.
  fileprivate func makeVolume(on device: String) throws {
    try check("making a volume") { guestfs_pvcreate($0, device) }
    try check("making a volume") { handle in
      CStrings.withList([device]) { guestfs_vgcreate(handle, "vg", $0) }
    }
    try check("making a volume") { guestfs_lvcreate_free($0, "root", "vg", 100) }
  }

  fileprivate func makeSwap(on device: String) throws {
    try check("making swap") { guestfs_mkswap_opts_argv($0, device, nil) }
  }
}
