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
  /// Whether `os_secure_boot` has the firmware start signed programs only; Nova takes `optional` for yes
  /// where the host can (nova/virt/libvirt/driver.py, _check_secure_boot_support).
  public var hasSecureBoot: Bool
  /// `hw_tpm_version` and `hw_tpm_model`; nil: none.
  public var tpm: TrustedPlatformModule?
  /// `hw_video_model`; Nova's own choice for x86 is `virtio`.
  public var videoModel: String
  /// `hw_watchdog_action`; nil: no watchdog.
  public var watchdogAction: String?
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
    let wanted = properties.value("os_secure_boot") ?? "disabled"
    hasSecureBoot = wanted != "disabled" && usesUEFI && machine == "q35"
    tpm = properties.value("hw_tpm_version").map {
      TrustedPlatformModule(version: $0, model: properties.value("hw_tpm_model") ?? "tpm-tis")
    }
    videoModel = properties.value("hw_video_model") ?? "virtio"
    watchdogAction = properties.value("hw_watchdog_action").flatMap { $0 == "disabled" ? nil : $0 }
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
    let firmware = hasSecureBoot ? "UEFI with Secure Boot" : usesUEFI ? "UEFI" : "BIOS"
    let memory = minimumMemory.map { ", \($0) of memory" } ?? ""
    let tpm = tpm.map { ", TPM \($0.version)" } ?? ""
    return "\(machine), \(firmware), \(diskBus) disk, \(networkModel) network card\(tpm)\(memory)"
  }
}
