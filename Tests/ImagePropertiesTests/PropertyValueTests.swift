import Testing

@testable import ImageProperties

@Suite("Values of properties")
struct PropertyValueTests {
  private static func value(_ name: String, _ text: String) throws -> PropertyValue {
    try #require(PropertyCatalogue.standard.find(name)).value(of: text)
  }

  private static let taken: [(String, String, PropertyValue)] = [
    ("hw_qemu_guest_agent", "yes", .boolean(true)), ("hw_boot_menu", " On\n", .boolean(true)),
    ("hw_boot_menu", "maybe", .boolean(false)), ("hw_boot_menu", "", .boolean(false)),
    ("architecture", "AMD64", .text("x86_64")), ("architecture", "i486", .text("i686")),
    ("hw_vif_model", "VirtualVmxnet3", .text("vmxnet3")),
    ("hw_scsi_model", "ParaVirtual", .text("vmpvscsi")), ("os_type", "Windows", .text("windows")),
    ("hypervisor_type", "xapi", .text("xen")), ("vm_mode", "HV", .text("hvm")),
    ("hw_cpu_cores", " 1_000 ", .integer("1000")), ("hw_cpu_cores", "-007", .integer("-7")),
    ("hw_cpu_cores", "+٣", .integer("3")), ("hw_cpu_cores", "-0", .integer("0")),
    ("hw_cpu_cores", "123456789012345678901", .integer("123456789012345678901")),
    ("hw_numa_cpus.0", "0-3, ^2,7", .numbers(["0", "1", "3", "7"])),
    ("hw_numa_cpus.0", "", .numbers([])),
    (
      "hw_numa_cpus.0", "99999999999999999999999,10,9",
      .numbers(["9", "10", "99999999999999999999999"])
    ),
    ("img_hv_requested_version", " >= 2.6 , !=3.0rc1", .text(" >= 2.6 , !=3.0rc1")),
    ("img_signature_certificate_uuid", "no uuid", .text("no uuid")),
    (
      "mappings", #"[{"virtual": "ami", "n": 1, "b": true, "x": null}]"#,
      .list([.mapping(["virtual": "ami", "n": "1", "b": "True", "x": nil])])
    ),
  ]

  @Test("are read as Nova reads them", arguments: taken)
  func accepted(name: String, text: String, value: PropertyValue) throws {
    #expect(try Self.value(name, text) == value)
  }

  private static let refused: [(String, String, String?)] = [
    ("architecture", "arm64", nil), ("architecture", "x86-64", "x86_64"),
    ("hw_disk_bus", "Virtio", "virtio"), ("hw_disk_bus", "virito", "virtio"),
    ("hw_firmware_type", "UEFI", "uefi"), ("hw_rng_model", "none", nil),
    ("img_config_drive", "true", nil), ("hw_tpm_version", "2", nil),
    ("img_signature_key_type", "ECC_SECT409\u{212A}1", "ECC_SECT409K1"),
    ("hw_cpu_cores", "four", nil), ("hw_cpu_cores", "1__0", nil), ("hw_cpu_cores", "1.0", nil),
    ("hw_cpu_cores", "0x10", nil), ("hw_cpu_cores", "", nil), ("hw_cpu_cores", "1_", nil),
    ("hw_numa_cpus.0", "3-1", nil), ("hw_numa_cpus.0", "-1", nil), ("hw_numa_cpus.0", "a", nil),
    ("img_hv_requested_version", "2.6", nil), ("img_hv_requested_version", "~=2.6", nil),
    ("img_hv_requested_version", ">=2.6,", nil), ("mappings", "{}", nil),
    ("mappings", #"[{"a": []}]"#, nil), ("min_ram", "-1", nil), ("protected", "yes", nil),
  ]

  @Test("are refused where Nova refuses them, with the nearest", arguments: refused)
  func refusals(name: String, text: String, nearest: String?) throws {
    let refusal = #expect(throws: PropertyRefusal.self) { try Self.value(name, text) }
    #expect(refusal?.nearest == nearest)
  }

  @Test("of old and present names: the present one counts, and both must be right")
  func names() {
    #expect(
      NovaProperties(["hw_architecture": "aarch64", "architecture": "amd64"]).values
        == ["hw_architecture": .text("aarch64")])
    #expect(
      Set(NovaProperties(["hw_architecture": "aarch64", "architecture": "arm64"]).refusals.keys)
        == ["architecture"])
    #expect(
      NovaProperties(["vmware_adaptertype": "lsiLogicsas"]).values
        == ["hw_disk_bus": .text("scsi"), "hw_scsi_model": .text("lsisas1068")])
    #expect(
      NovaProperties(["vmware_adaptertype": "ide", "hw_disk_bus": "virtio"]).values
        == ["hw_disk_bus": .text("virtio")])
  }

  @Test("of families of properties")
  func families() {
    let nova = NovaProperties([
      "hw_numa_mem.0": "512", "hw_numa_mem.1": "256", "hw_numa_mem.3": "1", "hw_numa_cpus": "0",
      "trait:CUSTOM_B": "required", "trait:CUSTOM_A": "required", "trait:CUSTOM_C": "forbidden",
      "traits_required": "X", "custom": "text", "img_mappings": "[]",
    ])
    #expect(
      nova.values == [
        "hw_numa_mem": .list([.integer("512"), .integer("256")]),
        "traits_required": .list([.text("CUSTOM_A"), .text("CUSTOM_B")]),
      ])
    #expect(Set(nova.refusals.keys) == ["img_mappings"])
  }
}
