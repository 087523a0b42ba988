extension Combination {
  private static let hardware = "nova/virt/hardware.py"
  private static let driver = "nova/virt/libvirt/driver.py"

  /// All of them.
  public static let all = refused + ignored + agent

  /// What is refused, or started without what was asked for.
  private static let refused: [Combination] = [
    Combination(
      "os_secure_boot", .error, isSaidEarly: true, source: "\(driver), _check_secure_boot_support"
    ) { view in
      guard view["os_secure_boot"] != "disabled", view.lacks("hw_firmware_type", "uefi") else {
        return nil
      }
      return
        "`os_secure_boot` needs `hw_firmware_type=uefi`: with \(view.state("hw_firmware_type")) "
        + "the guest boots unprotected, without an error"
    },
    Combination(
      "os_secure_boot", .error, source: "\(driver), _check_secure_boot_support"
    ) { view in
      guard view["os_secure_boot"] != "disabled", view.isX86, view.lacksQ35 else { return nil }
      let result =
        view["os_secure_boot"] == "required" ? "no server can be started" : "nothing is protected"
      return "`os_secure_boot` needs `hw_machine_type=q35`: with \(view.state("hw_machine_type")) "
        + result
    },
    onQ35("hw_disk_bus"), onQ35("hw_cdrom_bus"),
    Combination("hw_mem_encryption", .error, source: "\(hardware), get_mem_encryption_constraint") {
      view in
      guard view.isTrue("hw_mem_encryption"), view.lacks("hw_firmware_type", "uefi") else {
        return nil
      }
      return "`hw_mem_encryption` needs `hw_firmware_type=uefi`: with "
        + "\(view.state("hw_firmware_type")) no server can be created"
    },
    Combination("hw_tpm_model", .error, source: "\(hardware), get_vtpm_constraint") { view in
      view["hw_tpm_model"] == "tpm-crb" && view["hw_tpm_version"] == "1.2"
        ? "`hw_tpm_model=tpm-crb` needs `hw_tpm_version=2.0`: with 1.2 no server can be created"
        : nil
    },
  ]

  private static func onQ35(_ property: String) -> Combination {
    Combination(property, .error, source: "libvirt, which has no IDE controller on q35") { view in
      guard view[property] == "ide",
        NovaHardware.family(ofMachine: view["hw_machine_type"] ?? "") == "q35"
      else { return nil }
      return "`\(property)=ide` does not go with `hw_machine_type=q35`, which has no IDE: Nova "
        + "takes it, and libvirt refuses to start the guest; take `sata`"
    }
  }

  /// What Nova takes, and does nothing with.
  private static let ignored: [Combination] = [
    without("hw_tpm_model", "hw_tpm_version", "\(hardware), get_vtpm_constraint"),
    without("hw_maxphysaddr_bits", "hw_maxphysaddr_mode", "\(driver)"),
    without("hw_mem_encryption_model", "hw_mem_encryption", "\(hardware)"),
    without("hw_ephemeral_encryption_format", "hw_ephemeral_encryption", "\(hardware)"),
    Combination(
      "hw_locked_memory", .ignored, source: "\(hardware), get_locked_memory_constraint"
    ) { view in
      view.isTrue("hw_locked_memory") && view["hw_mem_page_size"] == nil
        ? "`hw_locked_memory` needs `hw_mem_page_size`: with a flavor that has no page size either "
          + "no server can be created" : nil
    },
    Combination("os_command_line", .ignored, source: driver) { view in
      view["kernel_id"] == nil
        ? "`os_command_line` does nothing without `kernel_id`: the disk's own boot loader decides"
        : nil
    },
    Combination("ramdisk_id", .ignored, source: driver) { view in
      view["kernel_id"] == nil ? "`ramdisk_id` does nothing without `kernel_id`" : nil
    },
    Combination(
      "hw_firmware_stateless", .ignored, isSaidEarly: true,
      source: "\(hardware), get_stateless_firmware_constraint"
    ) { view in
      view.lacks("hw_firmware_type", "uefi")
        ? "`hw_firmware_stateless` does nothing without `hw_firmware_type=uefi`" : nil
    },
    Combination("hw_scsi_model", .ignored, source: "\(driver); \(hardware)") { view in
      view.lacks("hw_disk_bus", "scsi")
        ? "`hw_scsi_model` adds a controller that nothing is on without `hw_disk_bus=scsi`" : nil
    },
    Combination("hw_disk_bus", .ignored, source: "libvirt, whose own choice is lsilogic") { view in
      view["hw_disk_bus"] == "scsi" && view["hw_scsi_model"] == nil
        && view.lacks("hw_scsi_model", "virtio-scsi")
        ? "`hw_disk_bus=scsi` without `hw_scsi_model` gives an LSI controller, which most guests "
          + "have no driver for" : nil
    },
    Combination("hw_video_ram", .ignored, source: "\(driver), _guest_add_video_device") { view in
      view["hw_video_model"] == "none"
        ? "`hw_video_ram` does nothing with `hw_video_model=none`" : nil
    },
    Combination("hw_vif_multiqueue_enabled", .ignored, source: "nova/virt/libvirt/vif.py") { view in
      view.isTrue("hw_vif_multiqueue_enabled") && view["hw_vif_model"] ?? "virtio" != "virtio"
        ? "`hw_vif_multiqueue_enabled` does nothing with \(view.state("hw_vif_model"))" : nil
    },
    Combination("img_signature", .ignored, source: "glance, cursive") { view in
      let missing = [
        "img_signature_certificate_uuid", "img_signature_hash_method", "img_signature_key_type",
      ].filter { view[$0] == nil }
      return missing.isEmpty
        ? nil : "`img_signature` does nothing without \(missing.joined(separator: " and "))"
    },
  ]

  private static func without(_ property: String, _ other: String, _ source: String) -> Combination
  {
    Combination(property, .ignored, source: source) { view in
      view[other] == nil
        ? "`\(property)` does nothing without `\(other)`, unless the flavor has its like" : nil
    }
  }

  /// What Nova does through the guest agent.
  private static let agent: [Combination] = [
    Combination("os_admin_user", .ignored, source: "\(driver), set_admin_password") { view in
      view.lacks("hw_qemu_guest_agent", "yes")
        ? "`os_admin_user` does nothing without the guest agent, which sets the password" : nil
    },
    Combination("os_require_quiesce", .ignored, source: "\(driver), _can_quiesce") { view in
      view.isTrue("os_require_quiesce") && view.lacks("hw_qemu_guest_agent", "yes")
        ? "`os_require_quiesce` makes every live snapshot fail without the guest agent, which "
          + "freezes the file systems" : nil
    },
  ]
}
