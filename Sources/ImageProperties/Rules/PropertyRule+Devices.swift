extension PropertyRule {
  private static let bus = "nova/virt/libvirt/blockinfo.py, get_disk_bus_for_device_type"

  /// What the drivers on the disk decide.
  ///
  /// `virtio` alone, or `scsi` with its model: virtio with a SCSI model would leave an unused
  /// controller, and scsi without one would be an LSI controller, which most guests cannot drive.
  static let deviceRules: [PropertyRule] = [
    PropertyRule(
      "hw_disk_bus", is: "virtio",
      when:
        "every kernel has virtio_blk before it mounts the root file system, or Windows starts with viostor",
      source: bus
    ) { $0.facts.reason(for: .block) },
    PropertyRule(
      "hw_disk_bus", is: "scsi",
      when:
        "every kernel has virtio_scsi, but not virtio_blk, before it mounts the root file system, or "
        + "Windows starts with vioscsi, and not with viostor",
      source: bus
    ) { $0.facts.reason(for: .scsi) },
    PropertyRule(
      "hw_disk_bus", is: "sata",
      when:
        "the disk holds Windows without virtio drivers, and the recipe asks for the machine q35",
      source: "libvirt refuses IDE on q35"
    ) {
      $0.isWindowsOnQ35 ? "\($0.lackOfDisks), and q35 has no IDE" : nil
    },
    PropertyRule(
      "hw_disk_bus", is: "ide", when: "the disk holds Windows without virtio drivers", source: bus
    ) { $0.isWindows ? $0.lackOfDisks : nil },
    PropertyRule(
      "hw_scsi_model", is: "virtio-scsi", when: "the disk is on a SCSI bus, and has that driver",
      source: "nova/virt/libvirt/driver.py; libvirt's own choice is lsilogic"
    ) { context in
      let bus = context.declared["hw_disk_bus"] ?? (context.facts.supports(.block) ? "" : "scsi")
      return bus == "scsi" ? context.facts.reason(for: .scsi) : nil
    },
    PropertyRule(
      "hw_machine_type", is: "pc", when: "the disk is on an IDE bus, which q35 does not have",
      source: "a host's configuration may make q35 the default (CONF.libvirt.hw_machine_type)"
    ) { context in
      let bus = context.declared["hw_disk_bus"] ?? (context.hasVirtioDisk ? "virtio" : "ide")
      return context.isWindows && bus == "ide" && context.declared["hw_machine_type"] == nil
        ? "the disk is on an IDE bus" : nil
    },
    PropertyRule(
      "hw_vif_model", is: "virtio", when: "every kernel has virtio_net, or Windows finds netkvm",
      source: "nova/virt/libvirt/vif.py"
    ) { $0.facts.reason(for: .network) },
    PropertyRule(
      "hw_vif_model", is: "e1000", when: "the disk holds Windows without virtio drivers",
      source: "nova/virt/libvirt/vif.py"
    ) { context in
      guard context.isWindows else { return nil }
      return context.facts.lack(
        "no virtio driver for network cards was found in Windows", .network)
    },
    PropertyRule(
      "hw_rng_model", is: "virtio", when: "every kernel has virtio_rng, or Windows finds viorng",
      source: "read until 21 Ussuri, and recommended by SCS-0101 and SCS-0102"
    ) { $0.facts.reason(for: .random) },
  ]
}

extension RuleContext {
  fileprivate var hasVirtioDisk: Bool { facts.supports(.block) || facts.supports(.scsi) }

  fileprivate var lackOfDisks: String {
    facts.lack("no virtio driver for disks was found in Windows", .block, .scsi)
  }

  fileprivate var isWindows: Bool { facts.system.family == .windows }

  fileprivate var isWindowsOnQ35: Bool {
    isWindows && NovaHardware.family(ofMachine: declared["hw_machine_type"] ?? "") == "q35"
  }
}

extension DiskFacts {
  /// Where every kernel has a driver; nil where one lacks it, or has it too late.
  ///
  /// Of Windows, what shows that it
  /// can use one.
  func reason(for driver: DeviceDriver) -> String? {
    guard supports(driver) else { return nil }
    if let found = windowsDriver(for: driver) {
      return [found.name, found.version, found.proof].compactMap { $0 }.joined(separator: " ")
    }
    let places = Set(kernels.map { $0.presence(of: driver).rawValue }).sorted()
    let releases = kernels.map(\.release).joined(separator: ", ")
    return "\(driver.rawValue) is there (\(places.joined(separator: ", "))) in kernel \(releases)"
  }

  /// What Windows lacks: that nothing is there, or why it cannot use what is.
  fileprivate func lack(_ nothing: String, _ driver: DeviceDriver, _ other: DeviceDriver? = nil)
    -> String
  {
    let obstacles = windowsObstacles(driver) + (other.map { windowsObstacles($0) } ?? [])
    return obstacles.isEmpty ? nothing : obstacles.joined(separator: "; ")
  }
}
