import BuildFoundation
import ImageProperties
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// The machine that a Windows is installed in: what its properties declare, and what it asks for.
struct WindowsMachine: Sendable {
  private let declared: [String: String]
  private let isCompatible: Bool
  private let settings: BuilderSettings

  init(_ recipe: Recipe, isCompatible: Bool) {
    declared = recipe.properties.mapValues(\.value)
    self.isCompatible = isCompatible
    settings = recipe.builder
  }

  /// The hardware for a release.
  ///
  /// Windows 11 asks for Secure Boot and a TPM (Microsoft, "Windows 11 requirements"). Others do not get them by
  /// themselves: Secure Boot keeps drivers away that Microsoft has not signed, such as virtio-win's public ones.
  func hardware(of version: WindowsVersion?) -> NovaHardware {
    var values = ["hw_firmware_type": "uefi"]
    if !isCompatible { values["hw_machine_type"] = "q35" }
    if version == .windows11 {
      values.merge(
        [
          "hw_machine_type": "q35", "os_secure_boot": "required", "hw_tpm_version": "2.0",
          "hw_tpm_model": "tpm-crb",
        ]
      ) { $1 }
    }
    values.merge(declared) { $1 }
    if isCompatible {
      // An IDE disk is on the `pc` machine only; Windows has a driver for AHCI as well.
      let isIDE = NovaHardware(Self.properties(values)).machine == "pc"
      values["hw_disk_bus"] = isIDE ? "ide" : "sata"
      values["hw_scsi_model"] = nil
      values["hw_vif_model"] = "e1000"
    }
    return NovaHardware(Self.properties(values))
  }

  /// The firmware, which decides how the disk is divided.
  func firmware(of version: WindowsVersion) -> SetupFirmware {
    hardware(of: version).usesUEFI ? .uefi : .bios
  }

  /// What decides the result, of what is known before the disc is looked at.
  var keyFields: [KeyField] {
    [KeyField("machine", hardware(of: nil).summary), KeyField("compat", "\(isCompatible)")]
  }

  /// The machine with its discs.
  func installer(
    of version: WindowsVersion, discs: [FilePath], limit: Duration
  ) -> InstallerMachine {
    var settings = settings
    // What each asks for, with room to be installed in (Microsoft, "Hardware requirements for Windows Server").
    settings.memory = max(settings.memory, .gibibytes(version == .windows11 ? 4 : 2))
    var machine = InstallerMachine(
      .firmware, discs: discs, hardware: hardware(of: version), settings: settings,
      limit: limit, read: { InstallerConsole.windows($0) })
    machine.isWindows = true
    machine.saysWhenDone = true
    return machine
  }

  private static func properties(_ values: [String: String]) -> PropertySet {
    PropertySet(values.map { ImageProperty($0.key, $0.value, because: "") })
  }
}
