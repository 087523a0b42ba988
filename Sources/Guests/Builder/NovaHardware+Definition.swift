import BuildFoundation
import ImageProperties
import LibvirtKit
import SystemPackage

extension NovaHardware {
  /// The bus of the root disk.
  func bus(doing: String) throws -> DiskBus {
    try Self.value(diskBus, of: "hw_disk_bus", doing)
  }

  fileprivate static func value<Value: RawRepresentable & CaseIterable>(
    _ text: String, of property: String, _ doing: String
  ) throws -> Value where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw BuildError(
      .recipe, "\(doing): cannot boot with \(property)=\(text)",
      hint: "known are \(known)")
  }
}

extension DomainDefinition {
  /// Where pictures of the screen go: beside the console's log; nil for a domain without a screen.
  var screenshot: FilePath? {
    video == .none ? nil : consoleLog?.removingLastComponent().appending("screen.png")
  }

  /// Gives the domain the hardware that Nova would; `doing` starts the message of an error.
  mutating func apply(_ hardware: NovaHardware, doing: String) throws {
    machine = try NovaHardware.value(hardware.machine, of: "hw_machine_type", doing)
    network = try NovaHardware.value(hardware.networkModel, of: "hw_vif_model", doing)
    firmware = hardware.usesUEFI ? .uefi : .bios
    hasSecureBoot = hardware.hasSecureBoot
    if let module = hardware.tpm {
      tpm = DomainTPM(
        try NovaHardware.value(module.model, of: "hw_tpm_model", doing),
        try NovaHardware.value(module.version, of: "hw_tpm_version", doing))
    }
    watchdog = try hardware.watchdogAction.map {
      try NovaHardware.value($0, of: "hw_watchdog_action", doing)
    }
    // What a screenshot is taken of; models that show a desktop to people boot as well with this one.
    video = VideoModel(rawValue: hardware.videoModel) ?? .virtio
    hasRandomGenerator = hardware.hasRandomGenerator
    maker = .nova
    if hardware.diskBus == "scsi", hardware.scsiModel != "virtio-scsi" {
      throw BuildError(
        .recipe, "\(doing): hw_disk_bus=scsi without hw_scsi_model=virtio-scsi",
        hint: "Nova would give it an LSI controller, which most guests have no driver for")
    }
  }
}
