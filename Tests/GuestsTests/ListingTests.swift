import Testing

@testable import Guests

@Suite struct AccountTableTests {
  private let table = AccountTable(
    """
    root:x:0:0:root:/root:/bin/bash
    www-data:x:33:33::/var/www:/usr/sbin/nologin

    # nonsense
    broken:x
    word:x:abc:1
    empty::1000:1000:::
    +::::::
    """)

  @Test(
    arguments: [
      ("root", 0), ("www-data", 33), ("empty", 1000), ("broken", nil), ("word", nil), ("33", nil),
      ("nobody", nil), ("", nil), ("www", nil),
    ] as [(String, Int?)])
  func namesHaveNumbers(name: String, number: Int?) {
    #expect(table.number(of: name) == number)
  }
}

@Suite struct ModuleNamesTests {
  @Test(arguments: [
    "kernel/drivers/block/virtio_blk.ko: kernel/drivers/virtio/virtio.ko",
    "kernel/drivers/block/virtio_blk.ko.xz:", "kernel/drivers/block/virtio_blk.ko",
    "kernel/drivers/block/virtio-blk.ko.zst:", "virtio_blk.ko.gz",
    "usr/lib/modules/6.1.0/kernel/drivers/block/virtio_blk.ko",
  ])
  func aModuleIsFoundInAListing(line: String) {
    let names = ModuleNames("first\n\(line)\nlast")
    #expect(names.contains("virtio_blk"))
    #expect(names.contains("virtio-blk"))
    #expect(!names.contains("virtio"))
    #expect(!names.contains("virtio_bl"))
  }

  /// A module that another one depends on has a line of its own, if it is there.
  @Test func dependenciesDoNotCount() {
    let names = ModuleNames("kernel/a/virtio_scsi.ko: kernel/b/virtio.ko kernel/c/scsi_mod.ko\n")
    #expect(names.contains("virtio_scsi"))
    #expect(!names.contains("scsi_mod"))
  }

  @Test(arguments: ["", "\n\n", "modules.dep\n", "usr/lib/modules", ":", "/", "virtio_blk"])
  func otherLinesHoldNone(listing: String) {
    #expect(!ModuleNames(listing).contains("virtio_blk"))
    #expect(!ModuleNames(listing).contains(""))
  }
}

@Suite struct VersionTests {
  @Test(arguments: [
    ("5.9", "5.10"), ("6.1.0-9-amd64", "6.1.0-10-amd64"), ("6.1", "6.1.1"), ("9", "10"),
    ("6.1.0-40-amd64", "6.1.0-40-cloud-amd64"), ("", "1"), ("5.15.0-99-generic", "6.0"),
  ])
  func runsOfDigitsAreNumbers(older: String, newer: String) {
    #expect(older.isOlderVersion(than: newer))
    #expect(!newer.isOlderVersion(than: older))
  }

  @Test(arguments: ["", "6.1.0-40-amd64", "a"]) func noVersionIsOlderThanItself(version: String) {
    #expect(!version.isOlderVersion(than: version))
  }
}
