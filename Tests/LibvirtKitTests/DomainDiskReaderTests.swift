import BuildFoundation
import SystemPackage
import Testing

@testable import LibvirtKit

@Suite struct DomainDiskReaderTests {
  private func disk(_ xml: String) throws -> AttachedDisk {
    let disks = try #require(
      DomainDiskReader.disks(in: "<domain><devices>\(xml)</devices></domain>"))
    #expect(disks.count == 1)
    return try #require(disks.first)
  }

  @Test(
    arguments: [
      ("type='file'", "<source file='/a &amp; b'/>", .file("/a & b")),
      ("type='block'", "<source dev='/dev/vg/web'/>", .block("/dev/vg/web")),
      ("type='volume'", "<source pool='p' volume='v'/>", .volume(pool: "p", name: "v")),
      (
        "type='network'", "<source protocol='rbd' name='x'><host name='h'/></source>",
        .other("network")
      ),
      ("type='vhostuser'", "<source type='unix' path='/s'/>", .other("vhostuser")),
      ("type='file'", "", .none), ("", "<source file='/a'/>", .file("/a")),
    ] as [(String, String, AttachedDisk.Source)])
  func sources(type: String, source: String, expected: AttachedDisk.Source) throws {
    let found = try disk("<disk \(type) device='disk'>\(source)<target dev='vda'/></disk>")
    #expect(found.source == expected)
    #expect(found.target == "vda")
    #expect(found.kind == "disk")
    #expect(found.format == "raw")
    #expect(!found.isEncrypted && found.job == nil)
  }

  /// What stands below a backing layer or a mirror is not the disk's own.
  @Test func onlyTheTopmostLayerCounts() throws {
    let found = try disk(
      """
      <disk type='file' device='disk'>
        <driver name='qemu' type='qcow2'/>
        <source file='/top' index='2'><slices/></source>
        <backingStore type='file' index='1'>
          <format type='raw'/><source file='/base'><encryption format='luks'/></source>
          <backingStore/>
        </backingStore>
        <mirror type='file' job='active-commit' ready='yes'>
          <format type='raw'/><source file='/base'/>
        </mirror>
        <target dev='sda' bus='scsi'/>
      </disk>
      """)
    #expect(found.source == .file("/top"))
    #expect(found.format == "qcow2")
    #expect(found.target == "sda")
    #expect(!found.isEncrypted)
    #expect(found.job == "active-commit" && found.isJobReady)
  }

  @Test(arguments: [
    "<encryption format='luks'/>", "<source file='/a'><encryption format='luks'/></source>",
  ])
  func encryption(element: String) throws {
    #expect(try disk("<disk type='file'>\(element)<target dev='vda'/></disk>").isEncrypted)
  }

  @Test func allDrivesInOrder() throws {
    let disks = try #require(
      DomainDiskReader.disks(
        in: """
          <domain><devices><emulator>/q</emulator>
          <disk type='file' device='cdrom'><target dev='sda'/></disk>
          <disk type='file' device='disk'><source file='/a'/><target dev='vda'/></disk>
          </devices></domain>
          """))
    #expect(disks.map(\.kind) == ["cdrom", "disk"])
    #expect(DomainDiskReader.disks(in: "<domain>") == nil)
  }
}

@Suite struct SnapshotOverlayTests {
  @Test func theNameTellsWhatItIs() {
    let overlay = SnapshotOverlay(beside: "/pool/web.qcow2", id: "0a1b2c3d")
    #expect(overlay.path == "/pool/web.qcow2.imgbuild-0a1b2c3d")
    #expect(SnapshotOverlay(overlay.path) == overlay)
  }

  @Test(arguments: ["/pool/web.qcow2", "/pool/.imgbuild-a", "/pool/web.imgbuild-a.qcow2", "/"])
  func otherFilesAreNone(path: String) {
    #expect(SnapshotOverlay(FilePath(path)) == nil)
  }

  @Test func aLeftoverSaysWhatToDo() {
    let error = SnapshotOverlay(beside: "/p/w", id: "1").leftover(
      domain: "web", disk: "vda", uri: "qemu:///system", isRunning: false)
    #expect(
      error.hint?.hasSuffix(
        "virsh -c 'qemu:///system' start 'web' && virsh -c 'qemu:///system' blockcommit 'web' vda "
          + "--active --shallow --pivot --wait && rm '/p/w.imgbuild-1'") == true)
  }
}
