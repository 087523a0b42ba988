extension SealItem {
  /// Everything that sealing does, in order.
  ///
  /// Logs come late: earlier items write some.
  public static let all: [SealItem] = [
    SealItem(
      name: "machine-id", summary: "the machine ID of systemd and D-Bus",
      script: """
        if [ -e /etc/machine-id ]; then : > /etc/machine-id; fi
        if [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then
          rm -f /var/lib/dbus/machine-id
        fi
        """),
    SealItem(
      name: "ssh-host-keys", summary: "the SSH server's host keys",
      script: "rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub"),
    SealItem(
      name: "cloud-init", summary: "cloud-init's state, so that the next boot is a first boot",
      script: """
        rm -rf /var/lib/cloud/* /var/log/cloud-init.log /var/log/cloud-init-output.log
        rm -f /etc/netplan/50-cloud-init.yaml /etc/network/interfaces.d/50-cloud-init*
        rm -f /etc/systemd/network/10-cloud-init-* /etc/sudoers.d/90-cloud-init-users
        """),
    SealItem(
      name: "random-seed", summary: "saved randomness",
      script: """
        rm -f /var/lib/systemd/random-seed /var/lib/urandom/random-seed
        rm -f /boot/efi/loader/random-seed /var/lib/systemd/credential.secret
        """),
    SealItem(
      name: "leases", summary: "DHCP leases and network identities",
      script: """
        rm -f /var/lib/dhcp/*.leases /var/lib/dhclient/* /var/lib/NetworkManager/*.lease
        rm -f /var/lib/NetworkManager/secret_key /etc/udev/rules.d/70-persistent-net.rules
        rm -rf /var/lib/systemd/network/*
        """),
    SealItem(
      name: "shell-histories", summary: "what was typed and viewed",
      script: """
        for home in /root /home/*; do
          rm -f "$home"/.*_history "$home"/.lesshst "$home"/.viminfo "$home"/.wget-hsts
        done
        """),
    SealItem(
      name: "package-caches", summary: "downloaded packages and package lists",
      script: """
        rm -rf /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*
        rm -f /var/cache/apt/*.bin
        rm -rf /var/lib/apt/lists/*
        rm -rf /var/cache/dnf/* /var/cache/yum/* /var/cache/zypp/* /var/cache/apk/*
        """),
    SealItem(
      name: "account-backups", summary: "the previous account files",
      script: "rm -f /etc/passwd- /etc/shadow- /etc/group- /etc/gshadow- /etc/subuid- /etc/subgid-"),
    SealItem(
      name: "mail", summary: "mail in spools",
      script: "rm -rf /var/mail/* /var/spool/mail/*"),
    SealItem(
      name: "crash-reports", summary: "crash reports and core dumps",
      script: "rm -rf /var/crash/* /var/lib/systemd/coredump/*"),
    SealItem(
      name: "logs", summary: "log files are emptied, rotated ones and the journal removed",
      script: """
        if [ -d /var/log ]; then
          rm -rf /var/log/journal/*
          find /var/log -xdev -type f \\( -name '*.gz' -o -name '*.xz' -o -name '*.[0-9]' \\
            -o -name '*.old' \\) -exec rm -f {} +
          find /var/log -xdev -type f -size +0 -exec sh -c 'for f; do : > "$f"; done' sh {} +
        fi
        """),
    SealItem(
      name: "temporary-files", summary: "temporary files",
      script: """
        for folder in /tmp /var/tmp; do
          if [ -d "$folder" ]; then find "$folder" -xdev -mindepth 1 -delete; fi
        done
        """),
  ]

  /// The names that a recipe may keep: of Linux and of Windows, each once.
  public static var names: [String] {
    let names = all.map(\.name)
    return names + WindowsSealItem.all.map(\.name).filter { !names.contains($0) }
  }
}
