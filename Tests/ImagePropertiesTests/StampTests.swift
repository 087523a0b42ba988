import BuildFoundation
import Foundation
import Testing

@testable import ImageProperties

@Suite("Stamping")
struct StampTests {
  private static func faults(_ facts: DiskFacts, _ request: StampRequest) -> [String] {
    let error = #expect(throws: BuildError.self) { try PropertyRules(facts).stamp(request) }
    #expect(error?.code == .recipe)
    return error?.output ?? []
  }

  @Test func declaredPropertiesAdd() throws {
    let stamped = try PropertyRules(.debian()).stamp(
      StampRequest(declared: [
        "os_admin_user": "debian", "min_ram": "+0_1024", "hw_qemu_guest_agent": "true",
        "hw_architecture": "AMD64", "os_type": "Linux", "company:owner": "x",
      ]))
    #expect(stamped.properties.value("os_admin_user") == "debian")
    #expect(stamped.properties.value("min_ram") == "1024")
    #expect(stamped.properties.value("architecture") == "x86_64")
    #expect(stamped.properties.value("hw_architecture") == nil)
    #expect(stamped.properties.value("os_type") == "linux")
    #expect(stamped.properties.value("company:owner") == "x")
    #expect(stamped.properties["os_admin_user"]?.reason == "declared in the recipe")
    #expect(stamped.warnings == [] && stamped.mismatches == [])
  }

  private static let uefiOnly = BootSupport.efi(signedBy: ["Microsoft Corporation UEFI CA 2011"])
  private static let noDrivers = DiskFacts.debian(block: .module, scsi: .missing, network: .missing)
  private static let contradictions: [(DiskFacts, [String: String], String, String)] = [
    (.debian(), ["os_version": "11"], "os_version is declared as 11", "Debian GNU/Linux 12"),
    (.debian(), ["os_distro": "ubuntu"], "os_distro is declared as ubuntu", "debian"),
    (.debian(), ["os_type": "windows"], "os_type is declared as windows", "linux"),
    (.debian(), ["architecture": "aarch64"], "declared as aarch64", "x86_64"),
    (.debian(), ["min_disk": "3"], "min_disk is declared as 3", "at least 4"),
    (.debian(), ["min_ram": "256"], "min_ram is declared as 256", "at least 512"),
    (
      .debian(boot: BootSupport(bios: true, uefi: false)), ["hw_firmware_type": "uefi"],
      "hw_firmware_type is declared as uefi", "no EFI boot loader"
    ),
    (
      .debian(boot: uefiOnly), ["hw_firmware_type": "bios"],
      "hw_firmware_type is declared as bios", "no boot code"
    ),
    (
      .debian(agent: .disabled), ["hw_qemu_guest_agent": "yes"],
      "hw_qemu_guest_agent is declared as yes", "nothing starts it"
    ),
    (
      .debian(agent: .absent), ["hw_qemu_guest_agent": "on"],
      "hw_qemu_guest_agent is declared as on", "not installed"
    ),
    (
      noDrivers, ["hw_disk_bus": "virtio"], "hw_disk_bus is declared as virtio",
      "6.1.0-40-cloud-amd64 has no driver virtio_blk before it mounts"
    ),
    (noDrivers, ["hw_disk_bus": "scsi"], "hw_disk_bus is declared as scsi", "virtio_scsi"),
    (noDrivers, ["hw_vif_model": "Virtio"], "hw_vif_model is declared as virtio", "virtio_net"),
    (
      .windows(), ["hw_disk_bus": "virtio"], "declared as virtio",
      "no virtio driver for it was found in Windows"
    ),
    (
      .windows(), ["hw_disk_bus": "ide", "hw_machine_type": "q35"],
      "`hw_disk_bus=ide` does not go with", "q35"
    ),
    (
      .debian(boot: uefiOnly), ["os_secure_boot": "required", "hw_machine_type": "pc"],
      "`os_secure_boot` needs `hw_machine_type=q35`", "hw_machine_type=pc"
    ),
    (
      .debian(), ["os_secure_boot": "optional", "hw_machine_type": "q35"],
      "`os_secure_boot` needs `hw_firmware_type=uefi`", "no hw_firmware_type"
    ),
    (
      .debian(boot: BootSupport.efi(signedBy: [])),
      ["os_secure_boot": "required", "hw_machine_type": "q35"],
      "os_secure_boot is declared as required", "not signed"
    ),
  ]

  @Test(
    "a contradiction names both sides, and can be allowed with a reason", arguments: contradictions)
  func contradiction(
    facts: DiskFacts, declared: [String: String], claim: String, found: String
  ) throws {
    let faults = Self.faults(facts, StampRequest(declared: declared))
    #expect(faults.count == 1)
    #expect(faults.first?.contains(claim) == true && faults.first?.contains(found) == true)
    let allowed = declared.mapValues { _ in "we know better" }
    let stamped = try PropertyRules(facts).stamp(StampRequest(declared: declared, allowed: allowed))
    let mismatch = try #require(stamped.mismatches.first)
    #expect(mismatch.problem == faults.first && mismatch.reason == "we know better")
    #expect(
      stamped.warnings.contains { $0.contains(mismatch.problem) && $0.contains("we know better") })
    #expect(stamped.properties[mismatch.property]?.reason.contains("we know better") == true)
    let other = Self.faults(
      facts, StampRequest(declared: declared, allowed: ["hw_pmu": "another property"]))
    #expect(other == faults)
  }

  @Test("what no service takes is not stamped, whoever declares it")
  func refused() {
    let declared = ["min_ram": "lots", "hw_disk_buss": "virtio", "hw_vif_model": "virito"]
    #expect(
      Self.faults(.debian(), StampRequest(declared: declared)) == [
        "no service of OpenStack reads `hw_disk_buss`: did you mean `hw_disk_bus`?",
        "`hw_vif_model` cannot be `virito`: did you mean `virtio`?",
        "`min_ram` cannot be `lots`: it must be a whole number",
      ])
  }

  @Test("Secure Boot is stamped as a whole, or not at all")
  func secureBoot() throws {
    let declared = ["os_secure_boot": "required", "hw_machine_type": "q35"]
    let stamped = try PropertyRules(.debian(boot: Self.uefiOnly)).stamp(
      StampRequest(declared: declared))
    #expect(stamped.properties.value("hw_firmware_type") == "uefi")
    #expect(stamped.warnings == [])
    let unknown = try PropertyRules(.debian(boot: BootSupport(bios: false, uefi: true))).stamp(
      StampRequest(declared: declared))
    #expect(unknown.warnings.map { $0.contains("nothing is known of a signature") } == [true])
    #expect(
      try PropertyRules(.debian()).stamp(StampRequest(declared: ["os_secure_boot": "disabled"]))
        .warnings == [])
  }

  @Test("what Nova takes and does nothing with is said, once the disk is known")
  func ignored() throws {
    let stamped = try PropertyRules(.debian(agent: .absent)).stamp(
      StampRequest(
        declared: [
          "os_admin_user": "debian", "hw_scsi_model": "virtio-scsi", "os_require_quiesce": "yes",
        ], allowed: ["min_disk": "no need"]))
    #expect(stamped.warnings.count == 4)
    #expect(stamped.warnings.contains { $0.hasPrefix("`os_admin_user` does nothing without") })
    #expect(
      stamped.warnings.contains { $0.hasPrefix("`os_require_quiesce` makes every live snapshot") })
    #expect(stamped.warnings.contains { $0.hasPrefix("`hw_scsi_model` adds a controller") })
    #expect(
      stamped.warnings.contains(
        "`allow-mismatch` names `min_disk`, which nothing contradicts: it can go"))
  }

  @Test("a profile has its way")
  func profile() throws {
    let built = Date(timeIntervalSince1970: 1_800_000_000)
    let scs = try PropertyRules(.debian()).stamp(
      StampRequest(declared: StampSample.scs, profile: .scs0102, built: built))
    #expect(scs.properties.value("image_build_date") == "2027-01-15")
    #expect(scs.warnings == ["the profile scs-0102 also recommends hypervisor_type, os_purpose"])
    let missing = Self.faults(
      .debian(block: .missing, scsi: .missing), StampRequest(profile: .scs0102))
    #expect(
      missing.contains(
        "the profile scs-0102 requires hw_disk_bus; nothing on the disk gives it: declare it"))
    #expect(missing.contains("the profile scs-0102 requires image_source; declare it"))
    let ironic = try PropertyRules(.debian()).stamp(StampRequest(profile: .ironic))
    #expect(ironic.properties.sorted.allSatisfy { !$0.name.hasPrefix("hw_") })
    #expect(ironic.properties.value("img_type") == "whole-disk")
    #expect(ironic.properties.value("capabilities:boot_mode") == "uefi")
    #expect(ironic.hardware.value("hw_disk_bus") == "virtio")
    let forbidden = Self.faults(
      .debian(), StampRequest(declared: ["hw_disk_bus": "virtio"], profile: .ironic))
    #expect(forbidden == ["hw_disk_bus is declared, and the profile ironic forbids it"])
  }

  @Test("what a profile fixes is held against the disk as well")
  func fixed() throws {
    let ours = PropertyProfile(
      name: "ours", summary: "", forbidden: ["os_*"],
      fixed: ["hw_disk_bus": "virtio", "hw_pmu": "no"])
    let stamped = try PropertyRules(.debian()).stamp(StampRequest(profile: ours))
    #expect(stamped.properties["hw_pmu"]?.reason == "the profile ours has it")
    #expect(stamped.properties["os_type"] == nil)
    #expect(Self.faults(Self.noDrivers, StampRequest(profile: ours)).count == 1)
    #expect(
      Self.faults(.debian(), StampRequest(declared: ["hw_pmu": "yes"], profile: ours))
        == ["hw_pmu is declared as yes, and the profile ours has no"])
    #expect(
      try PropertyRules(.debian()).stamp(StampRequest(declared: ["hw_pmu": "off"], profile: ours))
        .properties.value("hw_pmu") == "off")
  }
}
