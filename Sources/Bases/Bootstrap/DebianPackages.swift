/// The packages that every bootstrapped image has, by what they are for.
enum DebianPackages {
  static let all = kernel + system + boot + cloud + essentials

  private static let kernel = ["linux-image-cloud-amd64", "initramfs-tools", "zstd", "kmod"]
  private static let system = [
    "init", "systemd", "systemd-sysv", "systemd-resolved", "systemd-timesyncd", "libnss-resolve",
    "libnss-myhostname", "libpam-systemd", "dbus", "udev",
  ]
  /// grub-cloud-amd64 reinstalls both boot loaders when GRUB or shim are upgraded in an instance.
  private static let boot = [
    "grub-cloud-amd64", "grub-common", "grub2-common", "grub-pc-bin", "grub-efi-amd64-bin",
    "grub-efi-amd64-signed", "shim-signed", "e2fsprogs", "dosfstools", "fdisk", "gdisk",
  ]
  private static let cloud = [
    "cloud-init", "cloud-guest-utils", "qemu-guest-agent", "openssh-server", "sudo",
  ]
  private static let essentials = [
    "ca-certificates", "iproute2", "iputils-ping", "netbase", "procps", "less", "vim-tiny",
    "curl", "locales", "tzdata", "apt-utils",
  ]
}
