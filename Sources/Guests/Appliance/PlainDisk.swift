import BuildFoundation
import GuestfsKit
import WindowsSetup

/// A disk with one system on plain partitions, as nearly every image has it: file systems of Linux are mounted by
/// its own `/etc/fstab`, and of Windows only the one that holds it.
///
/// libguestfs's inspection does the same for every kind of disk and system. Without KVM it takes 10 s
/// and more, most of it to start Augeas in the appliance.
enum PlainDisk {
  /// What may be on the partitions: of everything else inspection knows more.
  private static let plainTypes: Set<String> = [
    "", "ext2", "ext3", "ext4", "xfs", "vfat", "swap", "iso9660",
  ]
  private static let windowsTypes: Set<String> = ["", "ntfs", "vfat"]
  private static let rootTypes: Set<String> = ["ext2", "ext3", "ext4", "xfs"]

  /// Mounts the system; false, with nothing mounted, for a disk that is not plain.
  static func mount(in appliance: isolated Appliance) throws -> Bool {
    do {
      if try mountAll(in: appliance) { return true }
    } catch let error as BuildError where error.code == .buildFailed {
      // What is wrong with the disk is inspection's to say.
    }
    try appliance.unmountAll()
    return false
  }

  private static func mountAll(in appliance: isolated Appliance) throws -> Bool {
    let devices = try appliance.partitionDevices()
    var found: [String: FileSystemIdentity] = [:]
    for device in devices { found[device] = try appliance.fileSystem(on: device) }
    if found.values.contains(where: { $0.type == "ntfs" }) {
      return try mountWindows(found, in: appliance)
    }
    let candidates = devices.filter { rootTypes.contains(found[$0]?.type ?? "") }
    guard plainTypes.isSuperset(of: found.values.map(\.type)),
      try mountRoot(among: candidates, in: appliance)
    else { return false }
    let text = String(decoding: try appliance.read("/etc/fstab"), as: UTF8.self)
    var mounts: [(device: String, path: String)] = []
    for entry in FileSystemTable(text).entries where entry.path != "/" {
      guard let device = try device(of: entry.source, in: appliance, among: found) else {
        return false
      }
      mounts.append((device, entry.path))
    }
    for (device, path) in mounts.sorted(by: { $0.path.count < $1.path.count }) {
      do {
        try appliance.mount(device, at: path)
      } catch let error as BuildError where error.code == .buildFailed {
        // As inspection has it: a table often names what cannot be mounted.
      }
    }
    return true
  }

  /// Mounts the one file system with the registry of a Windows; false when there is none, or a choice.
  private static func mountWindows(
    _ devices: [String: FileSystemIdentity], in appliance: isolated Appliance
  ) throws -> Bool {
    guard windowsTypes.isSuperset(of: devices.values.map(\.type)) else { return false }
    var roots: [String] = []
    for device in devices.keys.sorted() where devices[device]?.type == "ntfs" {
      try appliance.mount(device, at: "/", readOnly: true)
      if let hive = try appliance.caseSensitivePath(RegistryHive.system.path),
        try appliance.isFile(hive)
      {
        roots.append(device)
      }
      try appliance.unmountAll()
    }
    guard let root = roots.first, roots.count == 1 else { return false }
    try appliance.mount(root, at: "/")
    return true
  }

  /// Mounts the one device with a system on it; false when there is none, or a choice.
  private static func mountRoot(
    among candidates: [String], in appliance: isolated Appliance
  ) throws -> Bool {
    if let only = candidates.first, candidates.count == 1 {
      try appliance.mount(only, at: "/")
      return try isRoot(in: appliance)
    }
    var roots: [String] = []
    for device in candidates {
      try appliance.mount(device, at: "/", readOnly: true)
      if try isRoot(in: appliance) { roots.append(device) }
      try appliance.unmountAll()
    }
    guard let root = roots.first, roots.count == 1 else { return false }
    try appliance.mount(root, at: "/")
    return true
  }

  private static func isRoot(in appliance: isolated Appliance) throws -> Bool {
    try ["/etc/fstab", "/etc/os-release"].allSatisfy { try appliance.exists($0) }
  }

  private static func device(
    of source: FileSystemTable.Source, in appliance: isolated Appliance,
    among devices: [String: FileSystemIdentity]
  ) throws -> String? {
    switch source {
    case .uuid(let uuid): return devices.first { $0.value.uuid == uuid }?.key
    case .label(let label): return devices.first { $0.value.label == label }?.key
    case .partitionGUID(let guid):
      for device in devices.keys {
        guard let number = Int(device.dropFirst(ApplianceGuest.disk.count)),
          try appliance.partitionGUID(number, of: ApplianceGuest.disk) == guid.uppercased()
        else { continue }
        return device
      }
      return nil
    case .partition(let number):
      return devices.keys.first { $0 == "\(ApplianceGuest.disk)\(number)" }
    case .other: return nil
    }
  }
}
