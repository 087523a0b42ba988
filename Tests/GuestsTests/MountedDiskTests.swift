import ImageProperties
import Testing

@testable import Guests

@Suite struct FileSystemTableTests {
  @Test(
    arguments: [
      ("UUID=1-2 / ext4 defaults 0 1", .uuid("1-2"), "/"),
      ("LABEL=cloudimg-rootfs\t/\text4\tdiscard 0 1", .label("cloudimg-rootfs"), "/"),
      (#"LABEL="a" /a ext4"#, .label("a"), "/a"),
      ("PARTUUID=ab-cd /boot/efi vfat umask=0077 0 1", .partitionGUID("ab-cd"), "/boot/efi"),
      ("/dev/vda15 /boot/efi vfat", .partition(15), "/boot/efi"),
      ("/dev/xvda1 / ext4", .partition(1), "/"), ("/dev/sda2 /var xfs", .partition(2), "/var"),
      ("/dev/disk/by-uuid/1-2 / xfs", .uuid("1-2"), "/"),
      ("/dev/disk/by-label/a /a xfs", .label("a"), "/a"),
      ("/dev/mapper/vg-root / xfs", .other("/dev/mapper/vg-root"), "/"),
      ("/dev/sdb1 /data ext4", .other("/dev/sdb1"), "/data"),
      (#"UUID=1 /a\040b ext4"#, .uuid("1"), "/a b"),
    ] as [(String, FileSystemTable.Source, String)])
  func aLineNamesAFileSystem(line: String, source: FileSystemTable.Source, path: String) {
    #expect(FileSystemTable(line).entries == [.init(source: source, path: path)])
  }

  @Test(arguments: [
    "", "# UUID=1 / ext4", "UUID=1 none swap sw 0 0", "UUID=1 swap swap",
    "tmpfs /tmp tmpfs size=1g",
    "host:/export /srv nfs4 _netdev 0 0", "/a /b none bind 0 0", "/a /b ext4 rw,rbind", "UUID=1 /",
    "/dev/sr0 /media/cdrom0 udf,iso9660 user,noauto 0 0",
  ])
  func otherLinesNameNone(line: String) {
    #expect(FileSystemTable(line).entries.isEmpty)
  }
}

@Suite struct PackageListTests {
  @Test func dpkgListsWhatIsInstalled() {
    let packages = PackageList.dpkg(
      """
      Package: adduser
      Status: install ok installed
      Architecture: all
      Version: 3.134
      Description: add and remove users
       Version: no
       .
       end

      Package: gone
      Status: deinstall ok config-files
      Architecture: amd64
      Version: 1

      Package: libc6
      Status: hold ok installed
      Architecture: amd64
      Version: 2.36-9+deb12u14
      """)
    #expect(packages.map(\.name) == ["adduser", "libc6"])
    #expect(packages.map(\.version) == ["3.134", "2.36-9+deb12u14"])
    #expect(packages.map(\.architecture) == ["all", "amd64"])
  }

  @Test func apkListsPackages() {
    let packages = PackageList.apk("C:Q1\nP:musl\nV:1.2.4-r2\nA:x86_64\nF:lib\n\nP:busybox\nV:1\n")
    #expect(
      packages.map { "\($0.name) \($0.version) \($0.architecture)" } == [
        "musl 1.2.4-r2 x86_64", "busybox 1 ",
      ])
  }

  @Test func rpmListsPackages() {
    let lines = [
      "bash\t5.1.8-9.el9\tx86_64", "gpg-pubkey\t1-2\t(none)", "vim\t2:8.2-1\tx86_64", "error",
    ]
    #expect(
      PackageList.rpm(lines).map { "\($0.name) \($0.version)" } == [
        "bash 5.1.8-9.el9", "vim 2:8.2-1",
      ])
  }
}

@Suite struct ELFHeaderTests {
  @Test(
    arguments: [
      (1, [0x3e, 0], "x86_64"), (1, [0xb7, 0], "aarch64"), (1, [3, 0], "i386"),
      (2, [0, 0x16], "s390x"),
      (1, [0x15, 0], "ppc64le"), (2, [0, 0x15], "ppc64"), (1, [0xf3, 0], "riscv64"),
      (1, [9, 9], nil),
    ] as [(UInt8, [UInt8], String?)])
  func theMachineIsNamed(order: UInt8, machine: [UInt8], name: String?) throws {
    let bytes =
      [0x7f, 0x45, 0x4c, 0x46, 2, order, 1, 0] + [UInt8](repeating: 0, count: 10) + machine
    #expect(try #require(ELFHeader(bytes)).architecture == name)
  }

  @Test(arguments: [
    [], Array("#!/bin/sh\necho a long enough script".utf8), [0x7f, 0x45, 0x4c, 0x46],
  ])
  func otherFilesAreNone(bytes: [UInt8]) {
    #expect(ELFHeader(bytes) == nil)
  }
}
