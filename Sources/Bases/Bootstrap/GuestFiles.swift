/// The files that make a bare Debian a cloud image, by path.
enum GuestFiles {
  static func all(root: FileSystemIdentity) -> [String: String] {
    [
      "etc/fstab": """
      UUID=\(root.root) / ext4 rw,discard,errors=remount-ro,x-systemd.growfs 0 1
      UUID=\(root.systemPartitionUUID) /boot/efi vfat umask=0077 0 0

      """,
      "etc/hostname": "localhost\n",
      "etc/hosts": "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n",
      "etc/default/locale": "LANG=C.UTF-8\n",
      "etc/systemd/network/90-default.network": network,
      "etc/systemd/system/systemd-networkd-wait-online.service.d/any.conf": waitOnline,
      "etc/systemd/system/ssh-host-keys.service": hostKeys,
      "etc/default/grub.d/50-console.cfg": boot,
      "etc/cloud/cloud.cfg.d/90_dpkg.cfg":
        "datasource_list: [ ConfigDrive, OpenStack, NoCloud, None ]\n",
      // Without a data source cloud-init stays off, so that a builder boots as fast as it can, and
      // an image that is started by hand does not wait two minutes for a metadata service.
      "etc/cloud/ds-identify.cfg": "policy: search,found=first,maybe=none,notfound=disabled\n",
      "etc/initramfs-tools/conf.d/compression.conf": "COMPRESS=zstd\n",
    ]
  }

  /// DHCP everywhere; what cloud-init renders has a lower number and wins.
  private static let network = """
    [Match]
    Name=en* eth*

    [Network]
    DHCP=yes

    [DHCPv4]
    UseDomains=true

    """

  private static let waitOnline = """
    [Service]
    ExecStart=
    ExecStart=/lib/systemd/systemd-networkd-wait-online --any --timeout=60

    """

  /// cloud-init makes host keys for an instance; this does where there is no data source.
  private static let hostKeys = """
    [Unit]
    Description=Make missing SSH host keys
    ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
    After=cloud-init.service
    Before=ssh.service

    [Service]
    Type=oneshot
    ExecStart=/usr/bin/ssh-keygen -A

    [Install]
    WantedBy=ssh.service

    """

  private static let boot = """
    GRUB_DEFAULT=0
    GRUB_TIMEOUT=1
    GRUB_RECORDFAIL_TIMEOUT=1
    GRUB_CMDLINE_LINUX_DEFAULT=""
    GRUB_CMDLINE_LINUX="console=tty0 console=ttyS0,115200"
    GRUB_TERMINAL="console serial"
    GRUB_SERIAL_COMMAND="serial --speed=115200 --unit=0"
    GRUB_DISABLE_OS_PROBER=true

    """
}
