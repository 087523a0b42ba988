#!/bin/bash
# Finds the devices that imgbuild's appliance does not look for when it starts: RAID, LVM, and dynamic
# disks of Windows. Comes before every inspection; what is there already, or is not, is no error.
export PATH=/sbin:/usr/sbin:/bin:/usr/bin LVM_SYSTEM_DIR=/tmp/lvm
for udevd in /lib/systemd/systemd-udevd /usr/lib/systemd/systemd-udevd /sbin/udevd; do
  if [ -x "$udevd" ]; then
    "$udevd" --daemon
    break
  fi
done
udevadm trigger
udevadm settle --timeout=600
modprobe dm_mod
# Complete arrays first: what is degraded runs only when nothing is going to complete it.
mdadm -As --auto=yes --no-degraded
lvm pvscan --cache --activate ay || lvm vgchange --activate y
mdadm -As --auto=yes --run
ldmtool create all
exit 0
