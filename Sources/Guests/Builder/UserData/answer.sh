#!/bin/sh
# Given to instances without a guest agent as user data: runs what the host asks for on a virtio port,
# and answers "NUMBER STATUS OUTPUT", commands and output in Base64. Commands end with the port.
name=org.imgbuild.commands.0
script=/var/lib/cloud/scripts/per-boot/imgbuild-commands

# User data runs once in the life of an instance, and this has to answer after a restart too.
if [ "$0" != "$script" ]; then
  mkdir -p "${script%/*}"
  cp "$0" "$script"
  chmod 755 "$script"
fi

# Not the link by the port's name: that needs udev.
for port in /sys/class/virtio-ports/*; do
  if [ "$(cat "$port/name" 2>/dev/null)" = "$name" ]; then device=/dev/${port##*/}; fi
done
if [ -z "${device:-}" ]; then
  echo "imgbuild: there is no virtio port $name" >&2
  exit 1
fi

serve() {
  folder=$(mktemp -d)
  echo "ready $(cat /proc/sys/kernel/random/boot_id)"
  while read -r number text; do
    printf %s "$text" | base64 -d >"$folder/command"
    sh "$folder/command" >"$folder/output" 2>&1 </dev/null
    status=$?
    echo "$number $status $(tail -c 65536 "$folder/output" | base64 | tr -d '\n')"
  done
  rm -rf "$folder"
}

# A port is opened once, for both directions. cloud-init goes on meanwhile.
exec 3<>"$device"
serve <&3 >&3 2>/dev/null &
