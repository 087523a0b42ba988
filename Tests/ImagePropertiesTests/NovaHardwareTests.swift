import ImageProperties
import Testing

@Suite struct NovaHardwareTests {
  @Test func absentPropertiesMeanNovasDefaults() {
    let hardware = NovaHardware(PropertySet())
    #expect(hardware.diskBus == "virtio")
    #expect(hardware.networkModel == "virtio")
    #expect(hardware.machine == "pc")
    #expect(!hardware.usesUEFI)
    #expect(!hardware.hasGuestAgent)
  }

  @Test(arguments: [("yes", true), ("True", true), ("1", true), ("no", false), ("maybe", false)])
  func booleansReadAsNovaReadsThem(value: String, expected: Bool) {
    let properties = PropertySet([
      ImageProperty("hw_qemu_guest_agent", value, because: "test")
    ])
    #expect(NovaHardware(properties).hasGuestAgent == expected)
  }

  @Test func propertiesDecide() {
    let hardware = NovaHardware(
      PropertySet([
        ImageProperty("hw_disk_bus", "scsi", because: "test"),
        ImageProperty("hw_scsi_model", "virtio-scsi", because: "test"),
        ImageProperty("hw_machine_type", "q35", because: "test"),
        ImageProperty("hw_firmware_type", "uefi", because: "test"),
        ImageProperty("hw_vif_model", "e1000", because: "test"),
      ]))
    #expect(hardware.summary == "q35, UEFI, scsi disk, e1000 network card")
    #expect(hardware.scsiModel == "virtio-scsi")
  }

  private func hardware(_ properties: [String: String]) -> NovaHardware {
    NovaHardware(PropertySet(properties.map { ImageProperty($0.key, $0.value, because: "test") }))
  }

  /// Nova starts the guest without Secure Boot, silently, where one of the three is not there.
  @Test func secureBootTakesThreeProperties() {
    var properties = [
      "hw_firmware_type": "uefi", "hw_machine_type": "q35", "os_secure_boot": "required",
    ]
    #expect(hardware(properties).hasSecureBoot)
    #expect(hardware(properties).summary.hasPrefix("q35, UEFI with Secure Boot, "))
    for name in properties.keys {
      var fewer = properties
      fewer[name] = nil
      #expect(!hardware(fewer).hasSecureBoot, "\(name)")
    }
    properties["os_secure_boot"] = "disabled"
    #expect(!hardware(properties).hasSecureBoot)
  }

  @Test func aTPMTakesAVersion() {
    #expect(hardware(["hw_tpm_model": "tpm-crb"]).tpm == nil)
    #expect(
      hardware(["hw_tpm_version": "2.0"]).tpm
        == TrustedPlatformModule(version: "2.0", model: "tpm-tis"))
    #expect(hardware(["hw_tpm_version": "2.0"]).summary.contains(", TPM 2.0"))
    #expect(hardware(["hw_watchdog_action": "disabled"]).watchdogAction == nil)
    #expect(hardware(["hw_watchdog_action": "reset"]).watchdogAction == "reset")
  }
}
