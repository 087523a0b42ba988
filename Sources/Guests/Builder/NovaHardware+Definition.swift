import BuildFoundation
import ImageProperties
import LibvirtKit

extension NovaHardware {
  /// The bus of the root disk.
  func bus() throws -> DiskBus {
    try Self.value(diskBus, of: "hw_disk_bus")
  }

  fileprivate static func value<Value: RawRepresentable & CaseIterable>(
    _ text: String, of property: String
  ) throws -> Value where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw BuildError(
      .recipe, "verifying the image: cannot boot with \(property)=\(text)",
      hint: "verification knows \(known); `verify: false` leaves it out")
  }
}

extension DomainDefinition {
  /// Gives the domain the hardware that Nova would.
  mutating func apply(_ hardware: NovaHardware) throws {
    machine = try NovaHardware.value(hardware.machine, of: "hw_machine_type")
    network = try NovaHardware.value(hardware.networkModel, of: "hw_vif_model")
    firmware = hardware.usesUEFI ? .uefi : .bios
    hasRandomGenerator = hardware.hasRandomGenerator
    if hardware.diskBus == "scsi", hardware.scsiModel != "virtio-scsi" {
      throw BuildError(
        .recipe, "verifying the image: hw_disk_bus=scsi without hw_scsi_model=virtio-scsi",
        hint: "Nova would give it an LSI controller, which most guests have no driver for")
    }
  }
}
