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
}
