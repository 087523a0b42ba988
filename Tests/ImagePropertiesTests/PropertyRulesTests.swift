import BuildFoundation
import ImageProperties
import Testing

@Suite struct PropertyRulesTests {
  @Test func debianGetsWhatItProves() {
    let properties = PropertyRules(.debian()).properties
    let values = Dictionary(
      uniqueKeysWithValues: properties.sorted.map { ($0.name, $0.value) })
    #expect(
      values == [
        "architecture": "x86_64", "hw_disk_bus": "virtio", "hw_qemu_guest_agent": "yes",
        "hw_rng_model": "virtio", "hw_vif_model": "virtio", "min_disk": "4", "min_ram": "512",
        "os_distro": "debian", "os_type": "linux", "os_version": "12",
      ])
  }

  private static let buses: [(DriverPresence, DriverPresence, String?, String?)] = [
    (.initramfs, .missing, "virtio", nil),
    (.builtIn, .missing, "virtio", nil),
    // A root disk's driver on the root disk itself is no driver.
    (.module, .initramfs, "scsi", "virtio-scsi"),
    (.missing, .builtIn, "scsi", "virtio-scsi"),
    (.missing, .module, nil, nil),
  ]

  @Test(arguments: buses)
  func diskBusFollowsTheDrivers(
    block: DriverPresence, scsi: DriverPresence, bus: String?, model: String?
  ) {
    let properties = PropertyRules(.debian(block: block, scsi: scsi)).properties
    #expect(properties.value("hw_disk_bus") == bus)
    #expect(properties.value("hw_scsi_model") == model)
  }

  @Test func anOlderKernelWithoutTheDriverDeniesIt() {
    var facts = DiskFacts.debian()
    facts.kernels.append(Kernel(release: "5.10", drivers: [.block: .module]))
    #expect(PropertyRules(facts).properties.value("hw_disk_bus") == nil)
  }

  @Test(arguments: [ServicePresence.absent, .disabled])
  func anAgentThatDoesNotStartIsNotClaimed(agent: ServicePresence) {
    #expect(PropertyRules(.debian(agent: agent)).properties["hw_qemu_guest_agent"] == nil)
  }

  @Test func minimumDiskRoundsUp() {
    var facts = DiskFacts.debian()
    facts.virtualSize = ByteCount(bytes: (4 << 30) + 1)
    #expect(PropertyRules(facts).properties.value("min_disk") == "5")
  }

  @Test func declaredPropertiesAdd() throws {
    let merged = try PropertyRules(.debian()).properties(declared: [
      "os_admin_user": "debian", "min_ram": "1024", "hw_qemu_guest_agent": "true",
    ])
    #expect(merged.value("os_admin_user") == "debian")
    #expect(merged.value("min_ram") == "1024")
    #expect(merged["os_admin_user"]?.reason == "declared in the recipe")
  }

  @Test(arguments: [
    ("os_version", "11", "Debian GNU/Linux 12"), ("min_disk", "3", "at least 4"),
    ("min_ram", "lots", "whole number"), ("architecture", "aarch64", "x86_64"),
    ("os_distro", "ubuntu", "debian"),
  ])
  func contradictionsNameBothSides(name: String, value: String, found: String) {
    let error = #expect(throws: BuildError.self) {
      try PropertyRules(.debian()).properties(declared: [name: value])
    }
    #expect(error?.code == .recipe)
    #expect(error?.output.count == 1)
    #expect(error?.output.first?.contains(value) == true)
    #expect(error?.output.first?.contains(found) == true)
  }

  @Test func agentAndFirmwareMustBeThere() {
    var facts = DiskFacts.debian(agent: .disabled)
    facts.boot = BootSupport(bios: true, uefi: false)
    let error = #expect(throws: BuildError.self) {
      try PropertyRules(facts).properties(declared: [
        "hw_qemu_guest_agent": "yes", "hw_firmware_type": "uefi",
      ])
    }
    #expect(error?.output.count == 2)
  }
}
