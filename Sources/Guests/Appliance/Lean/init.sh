#!/bin/bash
# The first process of imgbuild's appliance.
#
# libguestfs's own has udev find every device, and looks for RAID, LVM and Windows's dynamic disks at each
# start: most of the time that a start takes where the processor is emulated. Of nearly every image the
# partitions are all there is. What the others need scan-devices does, when somebody asks for it.
PATH=/sbin:/usr/sbin:/bin:/usr/bin
export PATH

for folder in proc sys run sysroot tmp var/tmp; do
  if [ ! -d "/$folder" ] || [ -L "/$folder" ]; then
    rm -f "/$folder"
    mkdir -p "/$folder"
  fi
done
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm /dev/mapper /dev/disk/by-path /dev/virtio-ports
mount -t devpts devpts /dev/pts
mount -t tmpfs -o mode=1777 shm /dev/shm
mount -t tmpfs -o nosuid,size=20%,mode=0755 run /run
mkdir -p /run/lock
chmod 1777 /tmp /var/tmp
[ -e /dev/fd ] || ln -s /proc/self/fd /dev/fd
[ -e /var/lock ] || ln -s ../run/lock /var/lock
[ -e /etc/mtab ] || ln -s /proc/mounts /etc/mtab

read -r arguments </proc/cmdline
# The value of an argument of the kernel, in $value.
argument() {
  value=
  case " $arguments " in *" $1="*)
    value=${arguments#*"$1="}
    value=${value%% *}
    ;;
  esac
}

# Devices appear in their own time. $2 is how many there are to be in the folder $1; 10 s, then what is
# missing is found out by whoever needs it.
wait_for() {
  local round entries
  for ((round = 0; round < 200; round++)); do
    entries=("$1"/*)
    if [ "${#entries[@]}" -ge "$2" ] && [ -e "${entries[0]}" ]; then return; fi
    sleep 0.05
  done
}

# guestfsd takes the order of the disks from the links that udev makes.
argument imgbuild.disks
wait_for /sys/class/scsi_disk "${value:-1}"
for disk in /sys/block/sd*; do
  address=$(readlink "$disk/device")
  ln -s "../../${disk##*/}" "/dev/disk/by-path/scsi-${address##*/}"
  # The default of 30 s is short for a disk that is read over a network.
  echo 300 >"$disk/device/timeout"
  # Opening it waits until its partitions are known.
  : <"/dev/${disk##*/}"
done

# What programs of the guest look for: without these links update-grub writes the name that a disk has
# here into the guest's boot loader.
while IFS='=' read -r key text; do
  case $key in
    DEVNAME) device=$text ;;
    UUID | LABEL | PARTUUID | PARTLABEL)
      if [[ $text =~ ^[A-Za-z0-9_.:-]+$ ]]; then
        folder=/dev/disk/by-${key,,}
        [ -d "$folder" ] || mkdir "$folder"
        ln -sf "../../${device##*/}" "$folder/$text"
      fi
      ;;
  esac
done < <(blkid -o export)

argument imgbuild.ports
wait_for /sys/class/virtio-ports "${value:-1}"
for port in /sys/class/virtio-ports/*; do
  for ((round = 0; round < 200; round++)); do
    if read -r name 2>/dev/null <"$port/name"; then break; fi
    sleep 0.05
  done
  ln -s "../${port##*/}" "/dev/virtio-ports/$name"
done

options=()
ip link set dev lo up
argument guestfs_network
if [ "$value" = 1 ]; then
  options+=(--network)
  argument imgbuild.address
  if [ -n "$value" ]; then
    # QEMU's own network: the answers of its DHCP server are known.
    network=${value%.*/*}
    ip addr add "$value" dev eth0
    ip link set dev eth0 up
    ip route add default via "$network.2"
    echo "nameserver $network.3" >/etc/resolv.conf
  else
    touch /etc/fstab
    dhclient eth0 || dhcpcd eth0
  fi
fi

mkdir -p /tmp/lvm
# A file that says nothing leaves every device to be used, whatever the file of devices says.
if command -v lvmdevices >/dev/null; then
  echo 'devices { use_devicesfile = 0 }' >/tmp/lvm/lvm.conf
else
  : >/tmp/lvm/lvm.conf
fi
export LVM_SYSTEM_DIR=/tmp/lvm

argument guestfs_channel
if [ -n "$value" ]; then options+=(--channel "$value"); fi
argument guestfs_verbose
if [ "$value" = 1 ]; then options+=(--verbose); fi
guestfsd "${options[@]}"

sync
# QEMU is told not to start again.
reboot -f
