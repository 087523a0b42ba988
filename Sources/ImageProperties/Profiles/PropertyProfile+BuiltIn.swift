extension PropertyProfile {
  /// What Nova, Glance and Cinder make use of; nothing more is asked for.
  public static let openStack = PropertyProfile(
    name: "openstack", summary: "What the disk proves, for any OpenStack cloud.")

  /// Version 1.1 of the standard for the metadata of public images, as of July 2025.
  public static let scs0102 = PropertyProfile(
    name: "scs-0102",
    summary: "Public images of Sovereign Cloud Stack clouds, by the standard SCS-0102.",
    required: [
      "architecture", "hw_disk_bus", "image_build_date", "image_description",
      "image_original_user", "image_source", "min_disk", "min_ram", "os_distro", "os_version",
      "provided_until", "replace_frequency", "uuid_validity",
    ],
    recommended: ["hw_rng_model", "hypervisor_type", "os_purpose"])

  /// Whole-disk images for bare metal: virtual hardware has no meaning there.
  ///
  /// The firmware stays, because the image is verified with it.
  public static let ironic = PropertyProfile(
    name: "ironic", summary: "Whole-disk images for bare metal.",
    required: ["capabilities:boot_mode"],
    forbidden: [
      "hw_cdrom_bus", "hw_disk_bus", "hw_input_bus", "hw_machine_type", "hw_qemu_guest_agent",
      "hw_rng_model", "hw_scsi_model", "hw_sound_model", "hw_tpm_*", "hw_usb_model",
      "hw_video_*", "hw_vif_*", "hw_watchdog_action", "kernel_id", "ramdisk_id",
    ],
    fixed: ["img_type": "whole-disk"])

  /// All that come with imgbuild, the default first.
  public static let builtIn = [openStack, scs0102, ironic]
}
