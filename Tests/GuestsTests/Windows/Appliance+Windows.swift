import CGuestfs
import Foundation
import SystemPackage
import WindowsSetup

@testable import GuestfsKit

/// A Windows that was never installed: what tells inspection which one it would be.
struct SyntheticWindows: Sendable {
  var productName: String
  var installationType: String
  var edition: String
  var build: Int
  /// Names of services, with what starts them and the command they run.
  var services: [String: (start: UInt32, command: String)] = [:]
  /// Files with their texts, by their paths on the disk.
  var files: [String: String] = [:]
  /// Further keys of SYSTEM.
  var keys: [RegistryKey: [String: RegistryData]] = [:]
}

extension SyntheticWindows {
  /// The keys of SYSTEM, as far as services and drivers have to do with them.
  var system: [RegistryKey: [String: RegistryData]] {
    var keys: [RegistryKey: [String: RegistryData]] = [
      "Select": ["Current": .number(1)],
      #"ControlSet001\Control\Session Manager\Environment"#: [
        "PROCESSOR_ARCHITECTURE": .string("AMD64")
      ],
      #"ControlSet001\Control\CrashControl"#: ["AutoReboot": .number(1)],
      #"ControlSet001\Enum\PCI"#: [:],
    ]
    for (name, service) in services {
      keys[RegistryKey(["ControlSet001", "Services", name])] = [
        "Start": .number(service.start), "ImagePath": .string(service.command),
      ]
    }
    keys.merge(build < 9200 ? Self.criticalDevices : Self.driverDatabase) { $1 }
    keys.merge(self.keys) { $1 }
    return keys
  }

  /// The disk controller that Windows 7 was installed with.
  private static let criticalDevices: [RegistryKey: [String: RegistryData]] = [
    #"ControlSet001\Control\CriticalDeviceDatabase\PCI#CC_0106"#: ["Service": .string("msahci")]
  ]

  /// The disk controller that later ones were installed with.
  private static let driverDatabase: [RegistryKey: [String: RegistryData]] = [
    "DriverDatabase": ["Version": .number(0xa00), "Architecture": .number(9)],
    #"DriverDatabase\DeviceIds\PCI\CC_0106"#: ["mshdc.inf": .binary([2, 0xff, 0, 0])],
    #"DriverDatabase\DriverInfFiles\mshdc.inf"#: [
      "": .multiString(["mshdc.inf_amd64_01"]), "Active": .string("mshdc.inf_amd64_01"),
      "Configurations": .multiString(["msahci_Inst"]),
    ],
    #"DriverDatabase\DriverPackages\mshdc.inf_amd64_01\Configurations\msahci_Inst"#: [
      "Service": .string("storahci")
    ],
    #"DriverDatabase\DriverPackages\mshdc.inf_amd64_01\Descriptors\PCI\CC_0106"#: [
      "Configuration": .string("msahci_Inst")
    ],
  ]

  /// The keys of SOFTWARE.
  var software: [RegistryKey: [String: RegistryData]] {
    [
      #"Microsoft\Windows NT\CurrentVersion"#: [
        "ProductName": .string(productName), "InstallationType": .string(installationType),
        "EditionID": .string(edition), "CurrentBuild": .string("\(build)"),
        "CurrentVersion": .string("6.3"), "SystemRoot": .string(#"C:\Windows"#),
      ],
      #"Microsoft\Windows\CurrentVersion"#: ["DevicePath": .expandString(#"%SystemRoot%\inf"#)],
      #"Microsoft\Windows\CurrentVersion\Setup\State"#: [
        "ImageState": .string("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE")
      ],
    ]
  }
}

extension Appliance {
  /// Makes a disk of two partitions, as Windows's setup does for UEFI, with that Windows on it.
  func makeWindows(_ windows: SyntheticWindows, on disk: String = "/dev/sda") throws {
    try check("partitioning") { guestfs_part_init($0, disk, "gpt") }
    try check("partitioning") { guestfs_part_add($0, disk, "p", 2048, 206_847) }
    try check("partitioning") { guestfs_part_add($0, disk, "p", 206_848, -4096) }
    let types = [
      "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
    ]
    for (index, type) in types.enumerated() {
      try check("partitioning") { guestfs_part_set_gpt_type($0, disk, Int32(index + 1), type) }
    }
    try makeFileSystem("vfat", on: "\(disk)1", label: "SYSTEM")
    try makeFileSystem("ntfs", on: "\(disk)2", label: "Windows")
    try mount("\(disk)2", at: "/")
    try makeWindowsFiles(windows)
    try unmountAll()
    try mount("\(disk)1", at: "/")
    try makeFolder("/EFI/Boot")
    try write("/EFI/Boot/bootx64.efi", Self.program)
    try unmountAll()
  }

  /// Makes what is on the disk of that Windows, below the root.
  func makeWindowsFiles(_ windows: SyntheticWindows) throws {
    let config = "/Windows/System32/config"
    for folder in ["\(config)/systemprofile", "/Windows/System32/drivers", "/Program Files"] {
      try makeFolder(folder)
    }
    try write("/Windows/System32/cmd.exe", Self.program)
    try write("/Windows/explorer.exe", Self.program)
    try makeHive("\(config)/SOFTWARE", windows.software)
    try makeHive("\(config)/SYSTEM", windows.system)
    for (path, text) in windows.files {
      let folder = FilePath(path).removingLastComponent().string
      try makeFolder(folder)
      try write(path, Array(text.utf8))
    }
  }

  /// A registry file with keys that hold these values.
  private func makeHive(
    _ path: String, _ keys: [RegistryKey: [String: RegistryData]]
  ) throws {
    try write(path, EmptyHive.bytes)
    try changeRegistry(path) { appliance in
      for (key, values) in keys {
        let values = values.mapValues { RegistryValue(type: $0.type, bytes: $0.bytes) }
        _ = try appliance.setRegistryValues(values, of: key.names, in: path)
      }
      return ((), true)
    }
  }

  /// As much of a program for x86-64 as tells what it is for: the headers of PE32+.
  private static let program: [UInt8] = {
    func field(_ number: Int, _ size: Int) -> [UInt8] {
      (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    var bytes = Array("MZ".utf8) + [UInt8](repeating: 0, count: 58) + field(64, 4)
    bytes += Array("PE\0\0".utf8)
    bytes += field(0x8664, 2) + field(0, 2) + field(0, 12) + field(240, 2) + field(0x22, 2)
    bytes += field(0x20b, 2) + [UInt8](repeating: 0, count: 66) + field(3, 2)
    return bytes + [UInt8](repeating: 0, count: 1024 - bytes.count)
  }()
}
