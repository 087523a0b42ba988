/// How the domain's processors run.
public enum DomainAccelerator: String, Sendable, Codable, CaseIterable {
  /// In hardware; a probe must have shown that it works.
  case kvm
  /// Translated by QEMU: slow, and works everywhere.
  case tcg
}

/// The chipset; raw values as Nova's `hw_machine_type`.
public enum MachineType: String, Sendable, Codable, CaseIterable {
  /// i440FX, PCI.
  case pc
  /// Q35, PCI Express.
  case q35
}

/// What starts the disk; raw values as Nova's `hw_firmware_type`.
public enum FirmwareType: String, Sendable, Codable, CaseIterable {
  /// SeaBIOS.
  case bios
  /// OVMF; with Secure Boot where the domain has that.
  case uefi
}

/// What a disk hangs on; raw values as Nova's `hw_disk_bus`.
public enum DiskBus: String, Sendable, Codable, CaseIterable {
  /// virtio-blk.
  case virtio
  /// A disk of the virtio-scsi controller.
  case scsi
  /// IDE; `pc` machines only.
  case ide
  /// AHCI.
  case sata

  /// The start of the target names that libvirt wants for the bus.
  var targetPrefix: String {
    switch self {
    case .virtio: "vd"
    case .scsi, .sata: "sd"
    case .ide: "hd"
    }
  }
}

/// The network card; raw values as Nova's `hw_vif_model`.
public enum NetworkModel: String, Sendable, Codable, CaseIterable {
  case virtio
  case e1000
  case e1000e
  case rtl8139
  case ne2kPCI = "ne2k_pci"
  case pcnet
}

/// The graphics card; raw values as Nova's `hw_video_model`.
public enum VideoModel: String, Sendable, Codable, CaseIterable {
  case none
  case vga
  case virtio
  case cirrus
}

/// The interface of an emulated TPM; raw values as Nova's `hw_tpm_model`.
public enum TPMModel: String, Sendable, Codable, CaseIterable {
  case tis = "tpm-tis"
  case crb = "tpm-crb"
}

/// What a TPM implements; raw values as Nova's `hw_tpm_version`.
public enum TPMVersion: String, Sendable, Codable, CaseIterable {
  case version12 = "1.2"
  case version20 = "2.0"
}

/// An emulated TPM.
public struct DomainTPM: Sendable, Hashable {
  /// Its interface.
  public var model: TPMModel
  /// What it implements.
  public var version: TPMVersion

  /// Makes a TPM.
  public init(_ model: TPMModel, _ version: TPMVersion) {
    self.model = model
    self.version = version
  }
}

/// What a watchdog does that the guest does not feed; raw values as Nova's `hw_watchdog_action`.
public enum WatchdogAction: String, Sendable, Codable, CaseIterable {
  case reset
  case poweroff
  case pause
  case none
}

/// What the real-time clock shows the guest.
public enum GuestClock: String, Sendable, Codable, CaseIterable {
  /// UTC, as Linux wants it.
  case utc
  /// The host's local time, as Windows wants it.
  case localtime
}

/// What happens when the guest restarts itself.
public enum RebootAction: String, Sendable, Codable, CaseIterable {
  /// It boots again.
  case restart
  /// The domain ends.
  case destroy
}
