#!/usr/bin/env bash
# Makes a stand-in for Windows' disc: make-medium.sh DISK TREE OUT
# DISK: a raw disk whose first partition, at 1 MiB, is an EFI system partition of 64 MiB or more; it becomes what is
#   "installed", and is changed: it gets a boot loader.
# TREE: a folder whose files are on the disc too, such as sources/install.wim; it is added to.
# OUT: the disc.
set -euo pipefail

here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
disk=$1 tree=$2 out=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MTOOLS_SKIP_CHECK=1

# The kernel that libguestfs's appliance has too; its modules go by its name.
kernel=
for file in /boot/vmlinuz-*; do
  if [ -d "/lib/modules/${file#/boot/vmlinuz-}" ]; then kernel=$file; fi
done
if [ -z "$kernel" ]; then
  echo "make-medium.sh: no kernel in /boot has its modules" >&2
  exit 1
fi
version=${kernel#/boot/vmlinuz-}

root=$work/root
mkdir -p "$root/bin" "$root/modules"
cp -- "$here/init.sh" "$root/init"
chmod 755 "$root/init"
cp -- /bin/busybox /usr/sbin/qemu-ga "$root/bin"
while read -r library; do
  mkdir -p "$root${library%/*}"
  cp -L -- "$library" "$root$library"
done < <(ldd /usr/sbin/qemu-ga | grep -o '/[^ ]*')
for module in virtio_pci virtio_blk virtio_console; do
  modprobe --set-version "$version" --show-depends "$module"
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' >"$work/modules"
while read -r module; do
  name=$(basename -- "$module")
  case $name in
    *.xz) xz -dc -- "$module" >"$root/modules/${name%.xz}" ;;
    *) cp -- "$module" "$root/modules" ;;
  esac
  echo "${name%.xz}" >>"$root/modules/order"
done <"$work/modules"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$work/initrd.gz"

# Signed with keys that firmware with Secure Boot has, directly or through the first. They are unpacked and not
# installed: their packages would set up how this machine itself starts.
(cd "$work" && apt-get download --quiet=2 shim-signed grub-efi-amd64-signed)
for package in "$work"/*.deb; do dpkg-deb --extract "$package" "$work/packages"; done
shim=$work/packages/usr/lib/shim/shimx64.efi.signed
grub=$work/packages/usr/lib/grub/x86_64-efi-signed

system=$disk@@1M
mmd -D s -i "$system" ::EFI ::EFI/Boot ::EFI/debian ::boot || true
mcopy -o -i "$system" "$shim" ::EFI/Boot/bootx64.efi
mcopy -o -i "$system" "$grub/grubx64.efi.signed" ::EFI/Boot/grubx64.efi
mcopy -o -i "$system" "$here/installed.cfg" ::EFI/debian/grub.cfg
mcopy -o -i "$system" "$kernel" ::boot/vmlinuz
mcopy -o -i "$system" "$work/initrd.gz" ::boot/initrd.gz
# The blocks that are not empty, by their numbers: an emulated processor would unpack zeros for half a minute.
mkdir "$work/blocks"
split --bytes=1M --numeric-suffixes --suffix-length=5 -- "$disk" "$work/blocks/"
truncate -s 1M "$work/empty"
for block in "$work/blocks/"*; do
  if cmp -s -- "$block" "$work/empty"; then rm -- "$block"; fi
done

mkdir -p "$tree/boot/grub" "$tree/.disk" "$tree/sources"
(cd "$work" && find blocks | cpio --quiet -o -H newc | gzip -1) >"$tree/sources/stand-in.gz"
cp -- "$kernel" "$tree/boot/vmlinuz"
cp -- "$work/initrd.gz" "$tree/boot"
cp -- "$here/installer.cfg" "$tree/boot/grub/grub.cfg"
: >"$tree/.disk/info"
truncate -s 8M "$tree/efi.img"
mkfs.vfat "$tree/efi.img" >/dev/null
mmd -i "$tree/efi.img" ::EFI ::EFI/BOOT
mcopy -i "$tree/efi.img" "$shim" ::EFI/BOOT/BOOTX64.EFI
mcopy -i "$tree/efi.img" "$grub/gcdx64.efi.signed" ::EFI/BOOT/grubx64.efi
genisoimage -quiet -V CCCOMA_X64FRE -J -r -udf -allow-limited-size \
  -eltorito-alt-boot -e efi.img -no-emul-boot -o "$out" "$tree"
