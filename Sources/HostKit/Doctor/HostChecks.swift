import Foundation
public import SystemPackage

/// The checks that need no C library; the command adds those of libvirt and the appliance.
public enum HostChecks {
  /// All of them, in the order of their rows.
  ///
  /// `output` is the folder for artifacts; it need not exist yet.
  public static func standard(folders: Folders, output: FilePath) -> [HostCheckRunner] {
    [
      tool("QEMU", .qemu),
      tool("qemu-img", .qemuImage),
      tool("qemu-storage-daemon", .storageDaemon),
      tool("mmdebstrap", .mmdebstrap),
      tools("disk tools", [.sfdisk, .mkfsFAT, .mmd, .mcopy, .mke2fs]),
      tools("config drive tools", [.xorriso]),
      tools("download tools", [.curl, .flock, .gpgv, .gzip, .bzip2, .xz, .zstd]),
    ]
      + (geteuid() == 0
        ? [libvirtUser] : [userNamespaces, tools("access list tools", [.setfacl])])
      + [
        tool("supermin", .supermin),
        applianceKernel,
        firmware,
        tools(
          "Secure Boot tools", [.sbverify, .swtpm, .swtpmSetup],
          onlyFor: "no signature is read, and no image is verified with a TPM"),
        tools(
          "Windows disc tools", [.sevenZip],
          onlyFor: "what is on a disc of Windows cannot be read"),
        osinfoDatabase,
        diskSpace("cache folder", folders.cache),
        diskSpace("output folder", output),
        memory,
        accelerator(AcceleratorProbe(cacheFile: folders.acceleratorVerdict)),
      ]
  }

  /// Whether the user exists that libvirt's QEMU driver looks up when root opens it, whatever user
  /// its settings name.
  private static var libvirtUser: HostCheckRunner {
    HostCheckRunner(name: "libvirt's user") { libvirtUser("libvirt-qemu") }
  }

  static func libvirtUser(_ user: String) -> HostCheck {
    if getpwnam(user) != nil { return HostCheck(name: "libvirt's user", .ok, user) }
    return HostCheck(
      name: "libvirt's user", .missing, "there is no user \(user)",
      remedy: "useradd --system --user-group --no-create-home \(user)")
  }

  /// Whether guests run on the processor; a build without KVM is slow, not impossible.
  public static func accelerator(_ probe: AcceleratorProbe) -> HostCheckRunner {
    HostCheckRunner(name: "KVM", failure: .warning) { row(for: await probe.verdict()) }
  }

  static func row(for verdict: KVMVerdict) -> HostCheck {
    if verdict.isUsable { return HostCheck(name: "KVM", .ok, verdict.reason) }
    return HostCheck(
      name: "KVM", .warning,
      "builds run under emulation, about 10 times slower: \(verdict.reason)",
      remedy: verdict.remedy)
  }
}
