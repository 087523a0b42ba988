#!/bin/busybox sh
# shellcheck shell=dash
# The stand-in for Windows Setup, and for the Windows that it "installs": says how far it is on the serial port,
# as imgbuild's answer files have Windows do it.
/bin/busybox mkdir -p /proc /sys /dev /run /var/run
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev

say() { echo "imgbuild-setup: $*" >/dev/ttyS0; }

fail() {
  say "failed: $*"
  sleep 600
}

while read -r module; do insmod "/modules/$module"; done </modules/order
sleep 1

if grep -q stage=installed /proc/cmdline; then
  say "Windows runs (stand-in)"
  mkdir -p /dev/virtio-ports
  for port in /sys/class/virtio-ports/*; do
    ln -s "../${port##*/}" "/dev/virtio-ports/$(cat "$port/name")"
  done
  hostname stand-in
  qemu-ga -m virtio-serial -p /dev/virtio-ports/org.qemu.guest_agent.0 -t /run -f /run/agent.pid &
  sleep 10
  say "done, turning Windows off"
  echo "imgbuild-first-boot: step 1 of 1: stand-in: ok" >/dev/ttyS0
  echo "imgbuild-first-boot: done" >/dev/ttyS0
  poweroff -f
fi

secure=off
if dmesg | grep -q 'Secure boot enabled'; then secure=on; fi
tpm=none
if [ -e /sys/class/tpm/tpm0 ]; then tpm=$(cat /sys/class/tpm/tpm0/tpm_version_major); fi
say "Windows Setup runs (stand-in): secure boot $secure, TPM $tpm"
if ! grep -q 'answer=[^ ]' /proc/cmdline; then fail "there is no answer file"; fi
if [ ! -e /dev/vda ]; then fail "there is no virtio disk"; fi
for block in /blocks/*; do
  number=${block##*/0} number=${number#"${number%%[!0]*}"}
  if ! dd if="$block" of=/dev/vda bs=1M seek="${number:-0}" 2>/dev/null; then
    fail "the disk cannot be written"
  fi
done
sync
say "the disk is written"
reboot -f
