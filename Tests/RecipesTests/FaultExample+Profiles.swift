extension FaultExample {
  /// What properties are together, and what a profile wants of them.
  static let profiles = table(
    """
    properties: {os_secure_boot: required, hw_machine_type: q35}
    > 5:30: warning: `os_secure_boot` needs `hw_firmware_type=uefi`: with no hw_firmware_type the guest boots \
    unprotected, without an error

    properties: {os_secure_boot: required, hw_firmware_type: bios, hw_machine_type: q35}
    > 5:30: `os_secure_boot` needs `hw_firmware_type=uefi`: with hw_firmware_type=bios the guest boots unprotected, \
    without an error

    properties: {os_secure_boot: required, hw_firmware_type: uefi}
    > 5:30: `os_secure_boot` needs `hw_machine_type=q35`: with no hw_machine_type no server can be started

    properties: {hw_disk_bus: ide, hw_machine_type: q35}
    > 5:27: `hw_disk_bus=ide` does not go with `hw_machine_type=q35`, which has no IDE: Nova takes it, and libvirt \
    refuses to start the guest; take `sata`

    properties: {hw_tpm_model: tpm-crb}
    > 5:28: warning: `hw_tpm_model` does nothing without `hw_tpm_version`, unless the flavor has its like

    properties: {os_command_line: quiet}
    > 5:31: warning: `os_command_line` does nothing without `kernel_id`: the disk's own boot loader decides

    properties: {os_admin_user: root, hw_qemu_guest_agent: "no"}
    > 5:29: warning: `os_admin_user` does nothing without the guest agent, which sets the password

    properties: {hw_scsi_model: virtio-scsi, hw_disk_bus: virtio}
    > 5:29: warning: `hw_scsi_model` adds a controller that nothing is on without `hw_disk_bus=scsi`

    properties: {hw_numa_mem.0: 512, hw_numa_mem.2: 512}
    > 5:49: warning: `hw_numa_mem.2` is not read: there is no `hw_numa_mem.1`

    profile: scs
    > 5:10: there is no profile `scs`
    > hint: profiles: openstack, scs-0102, ironic, or a file beside the recipe

    profile: scs-0102
    > 5:10: the profile scs-0102 requires image_description, image_original_user, image_source, provided_until, \
    replace_frequency, uuid_validity
    > hint: declare them under `properties`; `imgbuild properties explain NAME` says what they are

    profile: ironic
    properties: {hw_disk_bus: virtio, img_type: partition}
    > 6:27: hw_disk_bus is declared, and the profile ironic forbids it
    > 6:45: img_type is declared as partition, and the profile ironic has whole-disk

    profile: missing.yml
    > 5:10: there is no `missing.yml` in the recipe's folder

    allow-mismatch: [hw_disk_bus]
    > 5:17: `allow-mismatch` must be a mapping of properties to reasons, not a list
    > hint: write {PROPERTY: why it is right}

    allow-mismatch: {hw_disk_bus: }
    > 5:18: `hw_disk_bus` has no value

    allow-mismatch: {hw_disk_bus: the driver is loaded later}
    > 5:31: warning: `hw_disk_bus` is not declared, so it contradicts nothing
    > hint: declare it under `properties`, or leave it out here

    properties: {hw_disk_bus: ide, hw_machine_type: q35}
    allow-mismatch: {hw_disk_bus: our libvirt is patched}
    > 5:27: warning: `hw_disk_bus=ide` does not go with `hw_machine_type=q35`, which has no IDE: Nova takes it, and \
    libvirt refuses to start the guest; take `sata`
    """)
}
