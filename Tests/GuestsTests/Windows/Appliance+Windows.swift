import CGuestfs
import Foundation
import SystemPackage

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
}

/// A value of the registry.
private struct NewValue {
  var type: Int64
  var bytes: [UInt8]

  /// REG_SZ: UTF-16 with a zero at its end.
  init(text: String) {
    type = 1
    bytes = Array((text + "\0").utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
  }

  /// REG_DWORD.
  init(number: UInt32) {
    type = 4
    bytes = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}

extension Appliance {
  /// Makes a disk of two partitions, as Windows's setup does for UEFI, with that Windows on it.
  func makeWindows(_ windows: SyntheticWindows) throws {
    let disk = "/dev/sda"
    try check("partitioning") { guestfs_part_init($0, disk, "gpt") }
    try check("partitioning") { guestfs_part_add($0, disk, "p", 2048, 206_847) }
    try check("partitioning") { guestfs_part_add($0, disk, "p", 206_848, -4096) }
    let types = [
      "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
    ]
    for (index, type) in types.enumerated() {
      try check("partitioning") { guestfs_part_set_gpt_type($0, disk, Int32(index + 1), type) }
    }
    try makeFileSystem("vfat", on: "/dev/sda1", label: "SYSTEM")
    try makeFileSystem("ntfs", on: "/dev/sda2", label: "Windows")
    try mount("/dev/sda2", at: "/")
    let config = "/Windows/System32/config"
    for folder in ["\(config)/systemprofile", "/Windows/System32/drivers", "/Program Files"] {
      try makeFolder(folder)
    }
    try write("/Windows/System32/cmd.exe", Self.program)
    try write("/Windows/explorer.exe", Self.program)
    let version = ["Microsoft", "Windows NT", "CurrentVersion"]
    let texts = [
      "ProductName": windows.productName, "InstallationType": windows.installationType,
      "EditionID": windows.edition, "CurrentBuild": "\(windows.build)", "CurrentVersion": "6.3",
      "SystemRoot": "C:\\Windows",
    ]
    try makeHive("\(config)/SOFTWARE", [version: texts.mapValues(NewValue.init(text:))])
    var system = [["Select"]: ["Current": NewValue(number: 1)]]
    for (name, service) in windows.services {
      system[["ControlSet001", "Services", name]] = [
        "Start": NewValue(number: service.start), "ImagePath": NewValue(text: service.command),
      ]
    }
    try makeHive("\(config)/SYSTEM", system)
    for (path, text) in windows.files {
      let folder = FilePath(path).removingLastComponent().string
      try makeFolder(folder)
      try write(path, Array(text.utf8))
    }
    try unmountAll()
    try mount("/dev/sda1", at: "/")
    try makeFolder("/EFI/Boot")
    try write("/EFI/Boot/bootx64.efi", Self.program)
    try unmountAll()
  }

  /// A registry file with keys that hold these values.
  private func makeHive(_ path: String, _ keys: [[String]: [String: NewValue]]) throws {
    try write(path, EmptyHive.bytes)
    // `write` is the third of the optional arguments.
    var options = guestfs_hivex_open_argv()
    options.bitmask = 1 << 2
    options.write = 1
    let doing = "making \(path)"
    try check(doing) { guestfs_hivex_open_argv($0, path, &options) }
    for (key, values) in keys {
      var node = try check(doing) { guestfs_hivex_root($0) }
      for name in key {
        let parent = node
        node = try check(doing) { guestfs_hivex_node_get_child($0, parent, name) }
        if node == 0 {
          node = try check(doing) { guestfs_hivex_node_add_child($0, parent, name) }
        }
      }
      for (name, value) in values {
        let target = node
        try check(doing) { handle in
          value.bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
              guestfs_hivex_node_set_value(
                handle, target, name, value.type, $0.baseAddress, value.bytes.count)
            }
          }
        }
      }
    }
    try check(doing) { guestfs_hivex_commit($0, nil) }
    try check(doing) { guestfs_hivex_close($0) }
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
