public import BuildFoundation

/// The devices that Nova's libvirt driver gives an instance of an image with these properties.
///
/// Verification boots on exactly this. Defaults are Nova's where a property is absent: virtio disk
/// and network card, BIOS, the `pc` machine (nova/virt/libvirt/utils.py, blockinfo.py).
public struct NovaHardware: Sendable, Equatable {
  /// `hw_disk_bus`: `virtio`, `scsi`, `ide`, `sata`.
  public var diskBus: String
  /// `hw_scsi_model`, where the disk bus is `scsi`.
  public var scsiModel: String?
  /// `hw_vif_model`.
  public var networkModel: String
  /// `hw_machine_type`: `pc` or `q35`.
  public var machine: String
  /// Whether `hw_firmware_type` is `uefi`.
  public var usesUEFI: Bool
  /// `min_ram`: the least memory that a flavor for the image has.
  public var minimumMemory: ByteCount?
  /// Whether `hw_qemu_guest_agent` adds the agent's channel.
  public var hasGuestAgent: Bool
  /// Whether `hw_rng_model` adds a random number generator; Nova gives none without it.
  public var hasRandomGenerator: Bool

  /// What `properties` ask for.
  public init(_ properties: PropertySet) {
    diskBus = properties.value("hw_disk_bus") ?? "virtio"
    scsiModel = properties.value("hw_scsi_model")
    networkModel = properties.value("hw_vif_model") ?? "virtio"
    machine = Self.family(ofMachine: properties.value("hw_machine_type") ?? "pc")
    minimumMemory = properties.value("min_ram").flatMap(Int64.init).flatMap {
      $0 > 0 ? .mebibytes($0) : nil
    }
    usesUEFI = properties.value("hw_firmware_type") == "uefi"
    hasGuestAgent = PropertyDefinition.isTrue(properties.value("hw_qemu_guest_agent") ?? "no")
    hasRandomGenerator = properties.value("hw_rng_model") != nil
  }

  /// `pc` or `q35` for one of their versions such as `pc-q35-7.2`; any other name stays.
  static func family(ofMachine name: String) -> String {
    if name.contains("q35") { return "q35" }
    return name.hasPrefix("pc-i440fx") ? "pc" : name
  }

  /// One line for the log.
  public var summary: String {
    let firmware = usesUEFI ? "UEFI" : "BIOS"
    let memory = minimumMemory.map { ", \($0) of memory" } ?? ""
    return "\(machine), \(firmware), \(diskBus) disk, \(networkModel) network card\(memory)"
  }
}
