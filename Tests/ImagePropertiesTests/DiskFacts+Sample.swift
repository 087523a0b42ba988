import BuildFoundation
import ImageProperties

extension DiskFacts {
  /// A Debian 12 as the project's own bootstrap base leaves it.
  static func debian(
    block: DriverPresence = .initramfs, scsi: DriverPresence = .initramfs,
    network: DriverPresence = .module, agent: ServicePresence = .enabled,
    boot: BootSupport = BootSupport(bios: true, uefi: true)
  ) -> DiskFacts {
    DiskFacts(
      system: OperatingSystem(
        family: .linux, distribution: "debian", version: "12",
        productName: "Debian GNU/Linux 12 (bookworm)"),
      architecture: "x86_64", virtualSize: .gibibytes(4), boot: boot,
      kernels: [
        Kernel(
          release: "6.1.0-40-cloud-amd64",
          drivers: [.block: block, .scsi: scsi, .network: network, .random: .module])
      ],
      guestAgent: agent, cloudInit: .enabled,
      minimumMemory: MinimumMemory(size: .mebibytes(512), source: "Debian 12"), packages: [])
  }

  /// A Windows Server 2022, by default one in which no virtio driver was found.
  static func windows(drivers: [WindowsDriver] = []) -> DiskFacts {
    var facts = DiskFacts(
      system: OperatingSystem(
        family: .windows, distribution: "windows", version: "2022",
        productName: "Windows Server 2022 Standard"),
      architecture: "x86_64", virtualSize: .gibibytes(32),
      boot: BootSupport(bios: true, uefi: false),
      kernels: [], guestAgent: .absent, cloudInit: .absent, minimumMemory: nil, packages: [])
    facts.windowsDrivers = drivers
    return facts
  }
}

extension WindowsDriver {
  /// A driver that Windows can use, or not because of `obstacle`.
  static func sample(
    _ device: DeviceDriver, _ name: String, obstacle: String? = nil
  ) -> WindowsDriver {
    WindowsDriver(
      device: device, name: name, version: "100.1.104.28500", proof: "is there", obstacle: obstacle)
  }
}

extension BootSupport {
  /// A disk that only EFI starts, with a loader that has these signatures.
  static func efi(signedBy issuers: [String]) -> BootSupport {
    BootSupport(
      bios: false, uefi: true,
      programs: [EFIProgram(path: "EFI/BOOT/BOOTX64.EFI", issuers: issuers)])
  }
}
