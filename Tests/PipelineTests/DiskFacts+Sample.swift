import BuildFoundation
import ImageProperties

extension DiskFacts {
  /// A Debian that boots from virtio.
  static let sample = DiskFacts(
    system: OperatingSystem(
      family: .linux, distribution: "debian", version: "12", productName: "Debian 12"),
    architecture: "x86_64", virtualSize: .gibibytes(4), boot: BootSupport(bios: true, uefi: true),
    kernels: [
      Kernel(release: "6.1.0-40", drivers: [.block: .initramfs, .network: .module])
    ],
    guestAgent: .enabled, cloudInit: .enabled,
    minimumMemory: MinimumMemory(size: .mebibytes(512), source: "Debian 12"),
    packages: [InstalledPackage(name: "bash", version: "5.2", architecture: "amd64")])
}
