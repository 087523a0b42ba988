import BuildFoundation

/// Derives properties from facts, each with the fact as its reason.
///
/// Only what was found is claimed: a property whose proof is missing is left out, and Nova's own
/// default applies. The rules follow Nova 34 (nova/objects/image_meta.py, nova/virt/libvirt).
public struct PropertyRules: Sendable {
  let facts: DiskFacts

  /// Rules over `facts`.
  public init(_ facts: DiskFacts) {
    self.facts = facts
  }

  /// The properties that the facts prove.
  public var properties: PropertySet {
    PropertySet(
      system + architecture + disk + network + random + guestAgent + [minimumDisk]
        + minimumMemory)
  }

  private var system: [ImageProperty] {
    let found = facts.system
    guard found.family != .unknown else { return [] }
    let name = found.productName
    var properties = [
      ImageProperty("os_type", found.family.rawValue, because: "the disk holds \(name)")
    ]
    if !found.distribution.isEmpty {
      properties.append(
        ImageProperty("os_distro", found.distribution, because: "the disk holds \(name)"))
    }
    if !found.version.isEmpty {
      properties.append(
        ImageProperty("os_version", found.version, because: "the disk holds \(name)"))
    }
    return properties
  }

  private var architecture: [ImageProperty] {
    guard !facts.architecture.isEmpty else { return [] }
    // Nova refuses arm64 and x86-64; libguestfs already uses the names Nova wants, but for i386.
    let name = facts.architecture == "i386" ? "i686" : facts.architecture
    return [
      ImageProperty("architecture", name, because: "the programs on the disk are \(name)")
    ]
  }

  /// `virtio` alone, or `scsi` with its model; virtio with a SCSI model would leave an unused
  /// controller, and scsi without one would be an LSI controller that most guests cannot drive.
  private var disk: [ImageProperty] {
    if facts.supports(.block) {
      return [ImageProperty("hw_disk_bus", "virtio", because: reason(for: .block))]
    }
    if facts.supports(.scsi) {
      return [
        ImageProperty("hw_disk_bus", "scsi", because: reason(for: .scsi)),
        ImageProperty("hw_scsi_model", "virtio-scsi", because: reason(for: .scsi)),
      ]
    }
    return []
  }

  private var network: [ImageProperty] {
    guard facts.supports(.network) else { return [] }
    return [ImageProperty("hw_vif_model", "virtio", because: reason(for: .network))]
  }

  private var random: [ImageProperty] {
    guard facts.supports(.random) else { return [] }
    return [ImageProperty("hw_rng_model", "virtio", because: reason(for: .random))]
  }

  private var guestAgent: [ImageProperty] {
    guard facts.guestAgent == .enabled else { return [] }
    return [
      ImageProperty(
        "hw_qemu_guest_agent", "yes", because: "qemu-guest-agent is installed and enabled")
    ]
  }

  private var minimumDisk: ImageProperty {
    ImageProperty(
      "min_disk", "\(facts.virtualSize.gibibytesRoundedUp)",
      because: "the disk is \(facts.virtualSize) large")
  }

  private var minimumMemory: [ImageProperty] {
    guard let memory = facts.minimumMemory else { return [] }
    return [
      ImageProperty(
        "min_ram", "\(memory.size.mebibytesRoundedUp)",
        because: "libosinfo's minimum for \(memory.source)")
    ]
  }

  private func reason(for driver: VirtioDriver) -> String {
    let places = Set(facts.kernels.map { $0.presence(of: driver).rawValue }).sorted()
    let releases = facts.kernels.map(\.release).joined(separator: ", ")
    return "\(driver.rawValue) is there (\(places.joined(separator: ", "))) in kernel \(releases)"
  }
}
