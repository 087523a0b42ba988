import CGuestfs
import Foundation
import ImageProperties
import SystemPackage
import TestSupport
import Testing

@testable import GuestfsKit
@testable import Guests

/// libguestfs's appliance with imgbuild's own first process.
@Suite(.serialized, .needs("qemu-system-x86_64", "supermin", "tar", "truncate"))
struct LeanApplianceIntegrationTests {
  @Test func itIsMadeOnceAndOfTheHostsOwnParts() async throws {
    let folder = try TemporaryFolder()
    let first = try #require(try await LeanAppliance.prepare(below: folder.path))
    let parts = first.folder.appending("supermin.d")
    let names = try FileManager.default.contentsOfDirectory(atPath: parts.string)
    #expect(Set(names).isSuperset(of: ["packages", "daemon.tar.gz", "init.tar.gz"]))
    let packed = try ToolRun("tar", ["-tzf", parts.appending("init.tar.gz").string])
    #expect(packed.output.split(separator: "\n") == ["init", "scan-devices"])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: parts.appending("packages").string
      ).hasSuffix("supermin.d/packages"))
    // What nobody has used for long goes when a new one is made, and only then.
    let old = folder.path.appending("old")
    try FileManager.default.createDirectory(atPath: old.string, withIntermediateDirectories: true)
    let file = try folder.write("old/root", "")
    try FileManager.default.setAttributes(
      [.modificationDate: Date.now.addingTimeInterval(-100_000)], ofItemAtPath: file.string)
    #expect(try await LeanAppliance.prepare(below: folder.path)?.folder == first.folder)
    #expect(FileManager.default.fileExists(atPath: old.string))
    try FileManager.default.removeItem(atPath: first.folder.string)
    _ = try await LeanAppliance.prepare(below: folder.path)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path.string)
        == [first.folder.lastComponent?.string])
  }

  /// One that stands still is ended, and another one started.
  @Test(.timeLimit(.minutes(5))) func oneThatStandsStillIsFollowedByAnother() async throws {
    let folder = try TemporaryFolder()
    let disk = try folder.write("disk", String(repeating: " ", count: 1 << 20))
    var options = Appliance.Options(
      drives: [.file(disk, format: "raw", readOnly: true)], usesKVM: false)
    options.temporaryFolder = folder.path
    try #require(try await LeanAppliance.prepare(below: ProcessFolder.applianceCache))
      .apply(to: &options)
    let log = folder.path.appending("log")
    let appliance = try await LocalHost.launchTwice(
      options, firstLimit: .milliseconds(300), LogFile(log))
    try await appliance.scanDevices()
    await appliance.close()
    let text = try String(contentsOfFile: log.string, encoding: .utf8)
    #expect(text.hasPrefix("imgbuild: waited 0.3 s for the appliance to start\n"), "\(text)")
  }

  /// A disk with the file system `/dev/vg/root`, and what `fill` puts on it.
  private func volume(
    in folder: TemporaryFolder, _ fill: (Appliance) async throws -> Void
  ) async throws -> FilePath {
    let disk = folder.path.appending("disk")
    #expect(try ToolRun("truncate", ["-s", "200M", disk.string]).status == 0)
    try await Appliance.withLean(disk, in: folder) { appliance in
      // To make a volume takes udev.
      try await appliance.scanDevices()
      try await appliance.partitionWhole("/dev/sda", table: "gpt")
      try await appliance.makeVolume(on: "/dev/sda1")
      try await appliance.makeFileSystem("ext4", on: "/dev/vg/root", label: "root")
      try await fill(appliance)
    }
    return disk
  }

  /// Volumes are not looked for at the start, and found when somebody asks.
  @Test(.timeLimit(.minutes(5))) func volumesAreFoundOnDemand() async throws {
    let folder = try TemporaryFolder()
    let disk = try await volume(in: folder) { _ in }
    try await Appliance.withLean(disk, in: folder) { appliance in
      #expect(try await appliance.partitionDevices() == ["/dev/sda1"])
      let found = try await appliance.fileSystems()
      // LVM has read what is on the partition, and made no device of it.
      #expect(found == ["/dev/vg/root": "unknown"])
      #expect(try await appliance.inspect() == [])
      #expect(try await appliance.fileSystems()["/dev/vg/root"] == "ext4")
      try await appliance.mount("/dev/vg/root", at: "/")
      #expect(try await appliance.isFolder("/lost+found"))
    }
  }

  /// As distributions install themselves where they are asked for LVM.
  @Test(.timeLimit(.minutes(5))) func aSystemOnAVolumeIsInspected() async throws {
    let folder = try TemporaryFolder()
    let disk = try await volume(in: folder) { appliance in
      try await appliance.mount("/dev/vg/root", at: "/")
      for place in ["bin", "boot", "dev", "etc", "proc", "root", "usr/sbin", "var"] {
        try await appliance.makeFolder("/\(place)")
      }
      try await appliance.write("/etc/fstab", Array("/dev/vg/root / ext4 defaults 0 1\n".utf8))
      try await appliance.write(
        "/etc/os-release",
        Array("ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n".utf8))
      try await appliance.write("/etc/debian_version", Array("12.5\n".utf8))
      try await appliance.unmountAll()
    }
    let facts = try await Appliance.withLean(disk, in: folder) { appliance in
      let system = try await appliance.inspect()
      try await appliance.mount(try #require(system.first))
      let guest = ApplianceGuest(appliance, scratch: folder.path)
      return try await DiskInspector(guest: guest, listsVolumes: true).facts()
    }
    #expect(facts.system.distribution == "debian" && facts.system.version.hasPrefix("12"))
    #expect(facts.guestAgent == .absent && facts.cloudInit == .absent)
    #expect(facts.volumes?.map(\.content) == ["LVM2_member", "ext4"], "\(facts.volumes ?? [])")
    #expect(facts.volumes?.last?.mountPoint == "/")
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
}
