import BuildFoundation
import Foundation
import GuestfsKit
import ImageProperties
import SystemPackage

/// Finds what starts the disk: boot code in its first sector, and programs on its EFI system partition.
struct LoaderInspector: Sendable {
  /// What firmware of the architectures that Nova knows starts from a disk that it has not seen before.
  private static let removableLoaders: Set<String> = [
    "BOOTX64.EFI", "BOOTAA64.EFI", "BOOTRISCV64.EFI", "BOOTLOONGARCH64.EFI",
  ]
  /// Where systems mount their EFI system partition.
  private static let mountPoints = ["/boot/efi", "/efi", "/boot"]

  let guest: ApplianceGuest
  /// Whether to look who signed the programs.
  var readsSignatures = true

  /// Looks at the disk, whose partitions are listed unless somebody has done so; leaves it mounted as it
  /// was.
  func boot(_ partitions: VolumeInspector.Finding?) async throws -> BootSupport {
    let sector = try await guest.call("reading the boot sector") {
      try $0.readDevice(ApplianceGuest.disk, offset: 0, count: 512)
    }
    // Firmware starts nothing without the two bytes at its end.
    let hasBootCode = sector.suffix(2) == [0x55, 0xaa] && sector.prefix(440).contains { $0 != 0 }
    let programs = try await programs(partitions)
    return BootSupport(
      bios: hasBootCode, uefi: programs.contains(where: \.isRemovableMediaLoader),
      programs: programs)
  }

  private func programs(_ partitions: VolumeInspector.Finding?) async throws -> [EFIProgram] {
    let mounted = try await guest.call("the file systems to be listed") { try $0.mounted() }
    // Nearly every system mounts it, and a look costs less than a list.
    if mounted.values.contains("/") {
      for path in Self.mountPoints {
        let found = try await look(at: path)
        if !found.isEmpty { return found }
      }
    }
    var partitions = partitions
    if partitions == nil { partitions = try await VolumeInspector(guest: guest).inspect() }
    for device in partitions?.systemPartitions ?? [] where mounted[device] == nil {
      let found = try await withMounted(device, in: place(of: mounted)) {
        try await look(at: "")
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func place(of mounted: [String: String]) -> [(device: String, path: String)] {
    mounted.sorted { $0.value.count < $1.value.count }.map { ($0.key, $0.value) }
  }

  /// Runs `body` with one file system mounted in the place of all others; what cannot be mounted, such
  /// as one that was never made, holds nothing.
  private func withMounted(
    _ device: String, in place: [(device: String, path: String)],
    _ body: () async throws -> [EFIProgram]
  ) async throws -> [EFIProgram] {
    let isMounted = try await guest.call("\(device) to be mounted") { appliance in
      try appliance.unmountAll()
      do {
        try appliance.mount(device, at: "/", readOnly: true)
        return true
      } catch let error as BuildError where error.code == .buildFailed {
        return false
      }
    }
    let found = isMounted ? try await body() : []
    try await guest.call("the file systems to be mounted again") { appliance in
      try appliance.unmountAll()
      for (device, path) in place { try appliance.mount(device, at: path) }
    }
    return found
  }

  /// The programs of an EFI system partition that is mounted at `root`.
  ///
  /// Of those in folders of vendors only shim's fallback makes use, `FBX64.EFI`, which sets them up.
  private func look(at root: String) async throws -> [EFIProgram] {
    let removable = try await names(in: "\(root)/EFI/BOOT")
    var paths = removable.filter {
      let name = $0.uppercased()
      return Self.removableLoaders.contains(name) || Self.isProgram(name, of: ["GRUB"])
    }.map { "EFI/BOOT/\($0)" }
    if removable.contains(where: { Self.isProgram($0.uppercased(), of: ["FB"]) }) {
      for vendor in try await names(in: "\(root)/EFI") where vendor.uppercased() != "BOOT" {
        paths += try await names(in: "\(root)/EFI/\(vendor)")
          .filter { Self.isProgram($0.uppercased(), of: ["SHIM", "GRUB"]) }
          .map { "EFI/\(vendor)/\($0)" }
      }
    }
    var programs: [EFIProgram] = []
    for path in paths {
      programs.append(
        EFIProgram(
          path: path,
          issuers: readsSignatures ? try await guest.issuers(of: "\(root)/\(path)") : nil))
    }
    return programs
  }

  private static func isProgram(_ name: String, of beginnings: [String]) -> Bool {
    name.hasSuffix(".EFI") && beginnings.contains { name.hasPrefix($0) }
  }

  private func names(in folder: String) async throws -> [String] {
    try await guest.call("listing \(folder)") {
      try $0.isFolder(folder) ? $0.list(folder) : []
    }
  }
}

extension ApplianceGuest {
  /// Who issued the certificates that an EFI program in the guest is signed with; as
  /// `EFISignature.issuers` has it.
  func issuers(of path: String) async throws -> [String]? {
    guard EFISignature.canRead else { return nil }
    return try await withCopy(of: path) { try await EFISignature.issuers(of: $0) }
  }

  /// Gives `body` a copy of a file of the guest on this host.
  func withCopy<Result>(
    of path: String, _ body: (FilePath) async throws -> Result
  ) async throws -> Result {
    let copy = scratch.appending("copy-\(UUID().uuidString)")
    defer { unlink(copy.string) }
    try await call("copying \(path)", limit: Self.longLimit) { try $0.download(path, to: copy) }
    return try await body(copy)
  }
}
