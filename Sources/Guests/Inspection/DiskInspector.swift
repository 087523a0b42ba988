import BuildFoundation
import GuestfsKit
import ImageProperties
import Pipeline

/// Finds the facts of a mounted disk.
struct DiskInspector: Sendable {
  let guest: ApplianceGuest

  /// What is on the disk; leaves it mounted as it was.
  func facts() async throws -> DiskFacts {
    let size = try await guest.diskSize()
    let system = try await SystemInspector(guest: guest).inspect()
    return DiskFacts(
      system: system.facts, architecture: system.architecture,
      virtualSize: size, boot: try await boot(),
      kernels: try await KernelInspector(guest: guest).kernels(),
      guestAgent: try await service(
        program: ["/usr/sbin/qemu-ga", "/usr/bin/qemu-ga"], unit: "qemu-guest-agent.service"),
      cloudInit: try await cloudInit(), minimumMemory: system.minimumMemory,
      packages: try await PackageInspector(guest: guest).packages(),
      remarks: system.remark.map { [$0] })
  }

  private func boot() async throws -> BootSupport {
    let sector = try await guest.call("reading the boot sector") {
      try $0.readDevice(ApplianceGuest.disk, offset: 0, count: 440)
    }
    let loaders = ["/boot/efi/EFI/BOOT/BOOTX64.EFI", "/boot/efi/EFI/BOOT/BOOTAA64.EFI"]
    var hasLoader = false
    for loader in loaders where !hasLoader { hasLoader = try await guest.exists(loader) }
    return BootSupport(bios: sector.contains { $0 != 0 }, uefi: hasLoader)
  }

  private func cloudInit() async throws -> ServicePresence {
    if try await guest.exists("/etc/cloud/cloud-init.disabled") { return .disabled }
    return try await service(program: ["/usr/bin/cloud-init"], unit: "cloud-init.service")
  }

  /// Whether a program is there, and whether systemd starts its unit at boot, by a target, by a
  /// device that appears, or by a udev rule.
  private func service(program: [String], unit: String) async throws -> ServicePresence {
    var isInstalled = false
    for path in program where !isInstalled { isInstalled = try await guest.exists(path) }
    guard isInstalled else { return .absent }
    let override = "/etc/systemd/system/\(unit)"
    let isMasked = try await guest.call("looking for \(unit)") {
      try $0.isLink(override) && $0.target(ofLink: override) == "/dev/null"
    }
    if isMasked { return .disabled }
    for folder in ["/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system"] {
      for kind in ["wants", "requires"] {
        let found = try await paths("\(folder)/*.\(kind)/\(unit)")
        if !found.isEmpty { return .enabled }
      }
    }
    for rule in try await paths("/*lib/udev/rules.d/*.rules") {
      guard rule.contains(unit.split(separator: ".")[0]) else { continue }
      let text = String(decoding: try await guest.read(rule), as: UTF8.self)
      if text.contains("SYSTEMD_WANTS") && text.contains(unit) { return .enabled }
    }
    return .disabled
  }

  private func paths(_ pattern: String) async throws -> [String] {
    try await guest.call("looking for \(pattern)") { try $0.paths(matching: pattern) }
  }
}
