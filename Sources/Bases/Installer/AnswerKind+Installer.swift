import Recipes

extension InstallerBase.AnswerKind {
  /// The name of the answer where its installer looks for it.
  var fileName: String {
    switch self {
    case .preseed: "preseed.cfg"
    case .kickstart: "ks.cfg"
    case .autoinstall: "user-data"
    case .autounattend: "Autounattend.xml"
    }
  }

  /// Whether the answer goes into the initial RAM disk; else it has a disc of its own.
  var isInInitrd: Bool {
    switch self {
    case .preseed, .kickstart: true
    case .autoinstall, .autounattend: false
    }
  }

  /// The label of the answer's disc, by which its installer finds it.
  var discLabel: String {
    switch self {
    // cloud-init's NoCloud data source.
    case .autoinstall: "CIDATA"
    // Windows Setup looks on all removable media; the label is for people.
    case .autounattend: "UNATTEND"
    case .preseed, .kickstart: "ANSWER"
    }
  }

  /// Whether a kernel is started, rather than the disc by the firmware.
  var startsKernel: Bool { self != .autounattend }

  /// The arguments that make the installer find its answer, ask nothing, and talk on the serial port.
  var arguments: [String] {
    let console = "console=ttyS0,115200"
    return switch self {
    // A dumb terminal, because else debian-installer runs in GNU screen, and the plain front end,
    // because it prints what it does line by line. /preseed.cfg is where it looks by itself.
    case .preseed:
      ["auto=true", "priority=critical", "TERM=dumb", "DEBIAN_FRONTEND=text", console]
    // Its command line mode ends with an error where it else would ask.
    case .kickstart: ["inst.ks=file:/ks.cfg", "inst.cmdline", console]
    // Without the word it asks whether the disk may be overwritten.
    case .autoinstall: ["autoinstall", console]
    case .autounattend: []
    }
  }

  /// Where discs of the distributions have the kernel and the initial RAM disk; tried in order.
  var kernelsOnDisc: [(kernel: String, initrd: String)] {
    switch self {
    case .preseed:
      [
        ("/install.amd/vmlinuz", "/install.amd/initrd.gz"), ("/linux", "/initrd.gz"),
      ]
    case .kickstart: [("/images/pxeboot/vmlinuz", "/images/pxeboot/initrd.img")]
    case .autoinstall:
      [
        ("/casper/vmlinuz", "/casper/initrd"), ("/casper/vmlinuz", "/casper/initrd.gz"),
        ("/casper/hwe-vmlinuz", "/casper/hwe-initrd"),
      ]
    case .autounattend: []
    }
  }

  /// Whether what is installed comes from outside, such as a package mirror, even with a disc.
  var installsFromOutside: Bool { self != .autounattend }
}
