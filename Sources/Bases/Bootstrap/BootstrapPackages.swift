import Recipes

/// The packages that every bootstrapped image has, by what they are for.
struct BootstrapPackages {
  private let distribution: BootstrapBase.Distribution

  init(_ distribution: BootstrapBase.Distribution) {
    self.distribution = distribution
  }

  var all: [String] { kernel + system + boot + cloud + essentials }

  /// The parts of the archive that they are in.
  var components: [String] {
    switch distribution {
    case .debian: ["main"]
    // The guest agent, libnss-resolve and libnss-myhostname are not in main.
    case .ubuntu: ["main", "universe"]
    }
  }

  private var kernel: [String] {
    switch distribution {
    case .debian: ["linux-image-cloud-amd64", "initramfs-tools", "zstd", "kmod"]
    case .ubuntu: ["linux-image-virtual", "initramfs-tools", "zstd", "kmod"]
    }
  }

  private var system: [String] {
    [
      "init", "systemd", "systemd-sysv", "systemd-timesyncd", "libnss-resolve",
      "libnss-myhostname", "libpam-systemd", "dbus", "udev",
    ] + resolver
  }

  /// libnss-resolve brings it where it is a package of its own; Ubuntu 22.04 has it in systemd.
  private var resolver: [String] { distribution == .debian ? ["systemd-resolved"] : [] }

  private var boot: [String] {
    [
      "grub-common", "grub2-common", "grub-pc-bin", "grub-efi-amd64-bin",
      "grub-efi-amd64-signed", "shim-signed", "e2fsprogs", "dosfstools", "fdisk", "gdisk",
    ] + bootLoaderUpgrades
  }

  /// grub-cloud-amd64 reinstalls both boot loaders when GRUB or shim are upgraded in an instance.
  ///
  /// Ubuntu has no such package; there the signed ones reinstall themselves for UEFI.
  private var bootLoaderUpgrades: [String] {
    distribution == .debian ? ["grub-cloud-amd64"] : []
  }

  private let cloud = [
    "cloud-init", "cloud-guest-utils", "qemu-guest-agent", "openssh-server", "sudo",
  ]
  private let essentials = [
    "ca-certificates", "iproute2", "iputils-ping", "netbase", "procps", "less", "vim-tiny",
    "curl", "locales", "tzdata", "apt-utils",
  ]
}
