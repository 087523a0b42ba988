import BuildFoundation
import GuestfsKit
import ImageProperties

/// Finds the kernels of a mounted Linux disk, and where each has its virtio drivers.
struct KernelInspector: Sendable {
  /// The driver of the bus that virtio devices are on, on all machines that Nova gives x86 guests.
  private static let bus = "virtio_pci"

  let guest: ApplianceGuest
  /// Whether to look who signed the kernels: of interest where a signed loader starts them.
  var readsSignatures = false

  /// Every kernel that the boot loader can start, newest first.
  func kernels() async throws -> [Kernel] {
    let releases = try await guest.call("the kernels to be listed") {
      try $0.isFolder("/lib/modules") ? $0.list("/lib/modules") : []
    }
    var kernels: [Kernel] = []
    for release in releases {
      // Alpine names the files in /boot after the flavour alone: vmlinuz-virt of 6.6.31-0-virt.
      let flavour = release.split(separator: "-").last.map(String.init) ?? release
      for name in Set([release, flavour]) {
        guard try await guest.exists("/boot/vmlinuz-\(name)") else { continue }
        kernels.append(try await kernel(release, named: name))
      }
    }
    return kernels.sorted { $0.release.isOlderVersion(than: $1.release) }.reversed()
  }

  private func kernel(_ release: String, named name: String) async throws -> Kernel {
    let folder = "/lib/modules/\(release)"
    let builtIn = ModuleNames(try await text("\(folder)/modules.builtin"))
    let modules = ModuleNames(try await text("\(folder)/modules.dep"))
    let initramfs = ModuleNames(try await initramfs(name).joined(separator: "\n"))
    // From the best to the worst.
    let places: [(DriverPresence, ModuleNames)] = [
      (.builtIn, builtIn), (.initramfs, initramfs), (.module, modules),
    ]
    // No driver finds its device where the bus has none: it is as good as the worse of the two.
    let bus = places.firstIndex { $0.1.contains(Self.bus) } ?? places.count
    var drivers: [DeviceDriver: DriverPresence] = [:]
    for driver in DeviceDriver.allCases {
      let found = places.firstIndex { $0.1.contains(driver.moduleName) } ?? places.count
      let worse = driver.isVirtio ? max(bus, found) : found
      if worse < places.count { drivers[driver] = places[worse].0 }
    }
    return Kernel(
      release: release, drivers: drivers,
      issuers: readsSignatures ? try await guest.issuers(of: "/boot/vmlinuz-\(name)") : nil)
  }

  private func text(_ path: String) async throws -> String {
    guard try await guest.exists(path) else { return "" }
    return String(decoding: try await guest.read(path), as: UTF8.self)
  }

  /// The files in the initramfs of a kernel; nothing can be claimed of one that cannot be read.
  private func initramfs(_ name: String) async throws -> [String] {
    let names = [
      "initrd.img-\(name)", "initramfs-\(name).img", "initrd-\(name)", "initramfs-\(name)",
    ]
    for path in names.map({ "/boot/\($0)" }) where try await guest.exists(path) {
      return try await guest.withCopy(of: path) {
        try await InitramfsReader(scratch: guest.scratch).names(in: $0) ?? []
      }
    }
    return []
  }
}
