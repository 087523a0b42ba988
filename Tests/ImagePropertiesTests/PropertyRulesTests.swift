import BuildFoundation
import Foundation
import ImageProperties
import Testing

@Suite("Rules from facts to properties")
struct PropertyRulesTests {
  private func values(_ facts: DiskFacts, _ declared: [String: String] = [:]) -> [String: String] {
    let context = RuleContext(facts, declared: declared)
    return Dictionary(
      uniqueKeysWithValues: PropertyRules(facts).derivations(in: context)
        .map { ($0.property.name, $0.property.value) })
  }

  @Test func debianGetsWhatItProves() {
    #expect(
      values(.debian()) == [
        "architecture": "x86_64", "hw_disk_bus": "virtio", "hw_qemu_guest_agent": "yes",
        "hw_rng_model": "virtio", "hw_vif_model": "virtio", "min_disk": "4", "min_ram": "512",
        "os_distro": "debian", "os_type": "linux", "os_version": "12",
      ])
  }

  @Test("Windows starts with what every Windows has drivers for")
  func windows() {
    let common = [
      "architecture": "x86_64", "hw_vif_model": "e1000", "min_disk": "32",
      "os_distro": "windows", "os_type": "windows", "os_version": "2022",
    ]
    #expect(
      values(.windows()) == common.merging(["hw_disk_bus": "ide", "hw_machine_type": "pc"]) { $1 })
    #expect(
      values(.windows(), ["hw_machine_type": "pc-q35-8.0"])
        == common.merging(["hw_disk_bus": "sata"]) { $1 })
    let proven = values(
      .windows(drivers: [
        .sample(.block, "viostor"), .sample(.scsi, "vioscsi"), .sample(.network, "netkvm"),
        .sample(.random, "viorng"),
      ]))
    #expect(
      proven
        == common.merging([
          "hw_disk_bus": "virtio", "hw_vif_model": "virtio", "hw_rng_model": "virtio",
        ]) { $1 })
    let scsi = values(
      .windows(drivers: [
        .sample(.block, "viostor", obstacle: "its file is not there"), .sample(.scsi, "vioscsi"),
      ]))
    #expect(
      scsi == common.merging(["hw_disk_bus": "scsi", "hw_scsi_model": "virtio-scsi"]) { $1 })
  }

  @Test("what Windows proves, and what it lacks, is the reason")
  func windowsReasons() throws {
    func reason(_ name: String, _ drivers: [WindowsDriver]) -> String? {
      PropertyRules(.windows(drivers: drivers)).properties[name]?.reason
    }
    #expect(
      reason("hw_disk_bus", [.sample(.block, "viostor")]) == "viostor 100.1.104.28500 is there")
    #expect(reason("hw_disk_bus", []) == "no virtio driver for disks was found in Windows")
    let broken = [
      WindowsDriver.sample(.block, "viostor", obstacle: "its file is not there"),
      .sample(.scsi, "vioscsi", obstacle: "nothing loads it"),
      .sample(.network, "netkvm", obstacle: "it is for another Windows"),
    ]
    #expect(reason("hw_disk_bus", broken) == "its file is not there; nothing loads it")
    #expect(reason("hw_vif_model", broken) == "it is for another Windows")
    #expect(reason("hw_rng_model", broken) == nil)
    let rules = Contradiction.all.filter { $0.property == "hw_disk_bus" }
    #expect(rules.allSatisfy { $0.statement.contains("Windows") } && rules.count == 2)
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
    let found = values(.debian(block: block, scsi: scsi))
    #expect(found["hw_disk_bus"] == bus)
    #expect(found["hw_scsi_model"] == model)
  }

  @Test func aDeclaredSCSIBusGetsItsModel() {
    #expect(values(.debian(), ["hw_disk_bus": "scsi"])["hw_scsi_model"] == "virtio-scsi")
    #expect(values(.debian(scsi: .missing), ["hw_disk_bus": "scsi"])["hw_scsi_model"] == nil)
  }

  @Test func anOlderKernelWithoutTheDriverDeniesIt() {
    var facts = DiskFacts.debian()
    facts.kernels.append(Kernel(release: "5.10", drivers: [.block: .module]))
    #expect(values(facts)["hw_disk_bus"] == nil)
  }

  @Test(arguments: [ServicePresence.absent, .disabled])
  func anAgentThatDoesNotStartIsNotClaimed(agent: ServicePresence) {
    #expect(values(.debian(agent: agent))["hw_qemu_guest_agent"] == nil)
  }

  @Test(arguments: [(true, true, nil), (false, true, "uefi"), (true, false, nil)])
  func onlyADiskWithoutBootCodeNeedsUEFI(bios: Bool, uefi: Bool, firmware: String?) {
    let facts = DiskFacts.debian(boot: BootSupport(bios: bios, uefi: uefi))
    #expect(values(facts)["hw_firmware_type"] == firmware)
  }

  @Test func minimumDiskRoundsUp() {
    var facts = DiskFacts.debian()
    facts.virtualSize = ByteCount(bytes: (4 << 30) + 1)
    #expect(values(facts)["min_disk"] == "5")
  }

  @Test("every rule says what, when and why, of a property that the catalogue has")
  func table() throws {
    for rule in PropertyRule.all {
      let definition = try #require(PropertyCatalogue.standard.find(rule.property))
      #expect(definition.name == rule.property)
      #expect(!rule.condition.hasSuffix(".") && !rule.source.isEmpty)
      if rule.isLiteral, let value = try? definition.value(of: rule.value).text {
        #expect(definition.type == .boolean || value == rule.value)
      }
    }
    for rule in Contradiction.all { #expect(PropertyCatalogue.standard.find(rule.property) != nil) }
    for rule in Combination.all { #expect(PropertyCatalogue.standard.find(rule.property) != nil) }
  }

  @Test("a derivation names its rule and its fact")
  func derivation() throws {
    let facts = DiskFacts.debian()
    let found = PropertyRules(facts).derivations(in: RuleContext(facts))
    let bus = try #require(found.first { $0.property.name == "hw_disk_bus" })
    #expect(
      bus.property.reason
        == "virtio_blk is there (initramfs) in kernel 6.1.0-40-cloud-amd64")
    #expect(bus.rule.condition.contains("virtio_blk"))
  }
}
