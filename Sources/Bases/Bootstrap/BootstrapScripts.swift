/// The scripts of the bootstrap base, run as root of the user namespace that owns its tree.
///
/// Everything in them runs natively: the same in an appliance without KVM takes 110 s instead of 5 s.
enum BootstrapScripts {
  /// mmdebstrap's hook, which makes a bare system a cloud image that can boot.
  static let hook = #"""
    #!/bin/sh
    # Called as: hook.sh essential|customize TREE
    set -eu
    # The user's own may be stricter, and would end up in the image.
    umask 022
    phase=$1 tree=$2

    # Before the kernel is installed, so that its initramfs is made once, the right way.
    copy_files() {
      (cd "$IMGBUILD_FOLDER/files" && find . -type f) | while read -r file; do
        install -D -m 644 "$IMGBUILD_FOLDER/files/$file" "$tree/$file"
      done
    }

    if [ "$phase" = essential ]; then
      mkdir -p "$tree/etc/initramfs-tools/conf.d"
      cp "$IMGBUILD_FOLDER/files/etc/initramfs-tools/conf.d/compression.conf" \
        "$tree/etc/initramfs-tools/conf.d/"
      exit 0
    fi

    # 1. What makes it a cloud image.
    copy_files
    chroot "$tree" systemctl --quiet enable systemd-networkd systemd-resolved systemd-timesyncd \
      ssh ssh-host-keys
    # An instance upgrades itself if its owner wants that, not while it boots for the first time.
    chroot "$tree" systemctl --quiet disable apt-daily.timer apt-daily-upgrade.timer || true
    rm -f "$tree"/etc/ssh/ssh_host_*
    # What made the installation fast must not decide how instances install packages.
    rm -f "$tree/etc/dpkg/dpkg.cfg.d/99mmdebstrap" "$tree/etc/apt/apt.conf.d/99mmdebstrap"
    (cd "$tree/var/lib/apt/lists" && find . -name '*Release' -exec sha256sum {} +) \
      > "$IMGBUILD_FOLDER/releases"

    # 2. GRUB for both firmwares.
    grub=$tree/boot/grub
    mkdir -p "$tree/boot/efi" "$grub/i386-pc" "$grub/x86_64-efi" "$grub/fonts"
    cp "$tree"/usr/lib/grub/i386-pc/*.mod "$tree"/usr/lib/grub/i386-pc/*.lst \
      "$tree"/usr/lib/grub/i386-pc/*.img "$grub/i386-pc/"
    cp "$tree"/usr/lib/grub/x86_64-efi/*.mod "$tree"/usr/lib/grub/x86_64-efi/*.lst \
      "$grub/x86_64-efi/"
    cp "$tree/usr/share/grub/unicode.pf2" "$grub/fonts/" 2>/dev/null || true
    cat > "$grub/i386-pc/load.cfg" <<EOT
    search.fs_uuid $IMGBUILD_ROOT_UUID root
    set prefix=(\$root)/boot/grub
    EOT
    chroot "$tree" grub-mkimage -O i386-pc -d /usr/lib/grub/i386-pc \
      -o /boot/grub/i386-pc/core.img -p '(,gpt1)/boot/grub' -c /boot/grub/i386-pc/load.cfg \
      biosdisk part_gpt ext2 search_fs_uuid
    chroot "$tree" grub-editenv /boot/grub/grubenv create

    # The system's own update-grub writes the menu; only grub-probe cannot look at a disk that is
    # not there yet, so it is told what it will find.
    mv "$tree/usr/sbin/grub-probe" "$tree/usr/sbin/grub-probe.real"
    cat > "$tree/usr/sbin/grub-probe" <<EOT
    #!/bin/sh
    target=fs
    while [ \$# -gt 0 ]; do
      case "\$1" in
        --target=*) target=\${1#*=} ;;
        -t|--target) target=\$2; shift ;;
      esac
      shift
    done
    case \$target in
      device) echo /dev/vda1 ;;
      disk) echo /dev/vda ;;
      fs_uuid) echo $IMGBUILD_ROOT_UUID ;;
      fs_label) echo root ;;
      fs) echo ext2 ;;
      partmap) echo gpt ;;
      drive|compatibility_hint) echo hd0,gpt1 ;;
      partuuid|abstraction|hints_string) echo ;;
      *) exit 1 ;;
    esac
    EOT
    chmod 755 "$tree/usr/sbin/grub-probe"
    mkdir -p "$tree/dev/disk/by-uuid"
    : > "$tree/dev/disk/by-uuid/$IMGBUILD_ROOT_UUID"
    chroot "$tree" update-grub
    rm -rf "$tree/dev/disk"
    mv "$tree/usr/sbin/grub-probe.real" "$tree/usr/sbin/grub-probe"
    grep -q "root=UUID=$IMGBUILD_ROOT_UUID" "$grub/grub.cfg"
    # Tells grub-cloud-amd64 to reinstall the boot loaders when their packages are upgraded.
    if [ "$IMGBUILD_DISTRIBUTION" = debian ]; then : > "$tree/etc/grub.d/enable_cloud"; fi

    """#
}
