import BuildFoundation
import Foundation
import ImageProperties

/// Facts and a request, as builds have them.
struct StampSample: Sendable {
  let facts: DiskFacts
  let request: StampRequest

  /// What SCS-0102 wants of a recipe.
  static let scs = [
    "image_source": "private", "image_description": "https://example.org/images",
    "image_original_user": "debian", "replace_frequency": "monthly", "uuid_validity": "last-3",
    "provided_until": "none",
  ]

  /// Everything that imgbuild stamps, in some of its combinations.
  static let all: [StampSample] = [
    StampSample(facts: .debian(), request: StampRequest()),
    StampSample(facts: .debian(block: .missing), request: StampRequest()),
    StampSample(
      facts: .debian(boot: BootSupport.efi(signedBy: ["Microsoft Corporation UEFI CA 2011"])),
      request: StampRequest(declared: [
        "os_secure_boot": "required", "hw_machine_type": "q35", "hw_disk_bus": "scsi",
        "hw_tpm_version": "2.0", "hw_tpm_model": "tpm-crb", "os_admin_user": "debian",
        "hw_vif_multiqueue_enabled": "on", "hw_watchdog_action": "reset",
        "trait:HW_CPU_X86_AVX2": "required", "hw_cpu_max_sockets": " 2 ",
      ])),
    StampSample(facts: .windows(), request: StampRequest()),
    StampSample(
      facts: .windows(),
      request: StampRequest(declared: ["hw_machine_type": "q35", "os_type": "Windows"])),
    StampSample(facts: .debian(), request: StampRequest(declared: scs, profile: .scs0102)),
    StampSample(facts: .debian(), request: StampRequest(profile: .ironic)),
    StampSample(
      facts: .debian(block: .missing, agent: .absent),
      request: StampRequest(
        declared: ["hw_disk_bus": "virtio", "hypervisor_type": "QEMU", "architecture": "AMD64"],
        allowed: ["hw_disk_bus": "a test"])),
  ]
}
