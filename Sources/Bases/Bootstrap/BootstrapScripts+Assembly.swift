extension BootstrapScripts {
  /// Makes the file systems of the disk from the finished tree.
  ///
  /// Not a hook: only when mmdebstrap has ended is the tree free of what it needed itself.
  static let assembly = #"""
    #!/bin/sh
    # Called as: assemble.sh TREE
    set -eu
    umask 022
    tree=$1

    # The EFI system partition: shim, signed by Microsoft, starts the distribution's signed GRUB.
    mkfs.vfat -F 32 -s 1 -n UEFI -i "$IMGBUILD_ESP_ID" --offset="$IMGBUILD_ESP_SECTOR" \
      "$IMGBUILD_DISK" "$IMGBUILD_ESP_KIB" > /dev/null 2>&1
    esp=$IMGBUILD_DISK@@$((IMGBUILD_ESP_SECTOR * 512))
    signed=$tree/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed
    vendor=EFI/$IMGBUILD_DISTRIBUTION
    cat > "$IMGBUILD_FOLDER/esp-grub.cfg" <<EOT
    search.fs_uuid $IMGBUILD_ROOT_UUID root
    set prefix=(\$root)/boot/grub
    configfile \$prefix/grub.cfg
    EOT
    # Prints which file of the shim package is NAME. In Ubuntu the plain name of shim itself is a link
    # that leads nowhere outside of the tree.
    shim() {
      for file in "$tree/usr/lib/shim/$1.signed.latest" "$tree/usr/lib/shim/$1.signed" \
        "$tree/usr/lib/shim/$1"; do
        if [ -f "$file" ]; then
          echo "$file"
          return
        fi
      done
      echo "there is no $1 in the tree" >&2
      return 1
    }
    first=$(shim shimx64.efi) manager=$(shim mmx64.efi) fallback=$(shim fbx64.efi)
    list=$(shim BOOTX64.CSV)
    mmd -i "$esp" ::EFI ::EFI/BOOT "::$vendor"
    mcopy -i "$esp" "$first" ::EFI/BOOT/BOOTX64.EFI
    mcopy -i "$esp" "$signed" ::EFI/BOOT/grubx64.efi
    mcopy -i "$esp" "$manager" ::EFI/BOOT/mmx64.efi
    mcopy -i "$esp" "$first" "::$vendor/shimx64.efi"
    mcopy -i "$esp" "$signed" "::$vendor/grubx64.efi"
    mcopy -i "$esp" "$manager" "::$vendor/mmx64.efi"
    mcopy -i "$esp" "$fallback" "::$vendor/fbx64.efi"
    mcopy -i "$esp" "$list" "::$vendor/BOOTX64.CSV"
    mcopy -i "$esp" "$IMGBUILD_FOLDER/esp-grub.cfg" "::$vendor/grub.cfg"

    # The root, made from the tree in one go.
    cp "$tree/usr/lib/grub/i386-pc/boot.img" "$IMGBUILD_FOLDER/boot.img"
    cp "$tree/boot/grub/i386-pc/core.img" "$IMGBUILD_FOLDER/core.img"
    options=root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0,nodiscard
    mke2fs -q -F -t ext4 -b 4096 -L root -U "$IMGBUILD_ROOT_UUID" -m 1 \
      -O ^metadata_csum_seed,^orphan_file -E "offset=$IMGBUILD_ROOT_OFFSET,$options" -d "$tree" \
      "$IMGBUILD_DISK" "${IMGBUILD_ROOT_KIB}k"

    """#
}
