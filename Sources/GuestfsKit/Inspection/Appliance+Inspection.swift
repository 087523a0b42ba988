import BuildFoundation
import CGuestfs

extension Appliance {
  /// Finds RAID, LVM and the like, which not every appliance looks for when it starts.
  public func scanDevices() throws {
    guard let program = deviceScan else { return }
    _ = try value("looking for devices") { handle in
      CStrings.withList([program]) {
        guestfs_debug(handle, "sh", UnsafeMutablePointer(mutating: $0)).map { CStrings.take($0) }
      }
    }
    deviceScan = nil
  }

  /// Looks for systems on the disks; takes seconds, and unmounts what is mounted.
  public func inspect() throws -> [OperatingSystem] {
    try scanDevices()
    let roots = try value("inspecting the disk") {
      guestfs_inspect_os($0).map { CStrings.take($0) }
    }
    // libguestfs 1.48 names the root of Windows beside an EFI system partition twice.
    var seen = Set<String>()
    return try roots.filter { seen.insert($0).inserted }.map { try system(at: $0) }
  }

  /// The one system on the disks; throws when there is none, or there are several.
  public func inspectSingle() throws -> OperatingSystem {
    let systems = try inspect()
    if systems.isEmpty, let encrypted = try encryptedFileSystem() { throw encrypted }
    guard systems.count == 1, let system = systems.first else {
      let found = systems.compactMap(\.productName).joined(separator: ", ")
      throw BuildError(
        .buildFailed,
        systems.isEmpty
          ? "inspecting the disk: there is no operating system on it"
          : "inspecting the disk: there are several operating systems on it: \(found)",
        hint: "A build works on a disk with one operating system.")
    }
    return system
  }

  /// What is said of a disk without a system of which a part is encrypted.
  private func encryptedFileSystem() throws -> BuildError? {
    // A list of file systems leaves those out.
    for device in try partitionDevices() {
      switch try fileSystem(on: device).type {
      case "BitLocker":
        return BuildError(
          .buildFailed, "inspecting the disk: \(device) is encrypted with BitLocker",
          hint:
            "say `manage-bde -off C:` in Windows where the image was made, and wait until it is done"
        )
      case "crypto_LUKS":
        return BuildError(
          .buildFailed, "inspecting the disk: \(device) is encrypted with LUKS",
          hint: "a build needs a disk that is not encrypted")
      default: continue
      }
    }
    return nil
  }

  private func system(at root: String) throws -> OperatingSystem {
    let points = try value("inspecting the disk") {
      guestfs_inspect_get_mountpoints($0, root).map { CStrings.take($0) }
    }
    return OperatingSystem(
      root: root,
      type: try detail(root, guestfs_inspect_get_type),
      distribution: try detail(root, guestfs_inspect_get_distro),
      majorVersion: try number(root, guestfs_inspect_get_major_version),
      minorVersion: try number(root, guestfs_inspect_get_minor_version),
      productName: try detail(root, guestfs_inspect_get_product_name),
      productVariant: try detail(root, guestfs_inspect_get_product_variant),
      architecture: try detail(root, guestfs_inspect_get_arch),
      hostname: try detail(root, guestfs_inspect_get_hostname),
      packageFormat: try detail(root, guestfs_inspect_get_package_format),
      packageManagement: try detail(root, guestfs_inspect_get_package_management),
      osinfo: try detail(root, guestfs_inspect_get_osinfo),
      mountpoints: Self.dictionary(points).map { .init(path: $0.key, device: $0.value) }
        .sorted { $0.path < $1.path })
  }

  private typealias TextCall =
    (OpaquePointer?, UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>?

  private func detail(_ root: String, _ call: TextCall) throws -> String? {
    let text = try value("inspecting the disk") { call($0, root).map { CStrings.take($0) } }
    return text.isEmpty || text == "unknown" ? nil : text
  }

  private func number(
    _ root: String, _ call: (OpaquePointer?, UnsafePointer<CChar>?) -> Int32
  ) throws -> Int {
    Int(try check("inspecting the disk") { call($0, root) })
  }
}
