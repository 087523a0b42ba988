import Foundation
import SystemPackage
import TestSupport
import Testing

/// A disk with the few files by which inspection knows a system, for those whose images no test can get.
struct SyntheticDisk {
  private let folder: TemporaryFolder
  private let name: String
  private var tree: String { folder.path.appending("\(name).tree").string }
  var path: FilePath { folder.path.appending("\(name).img") }

  /// The folders of every Linux.
  static let linux = [
    "bin", "boot", "dev", "etc", "lib/modules", "proc", "root", "usr/bin", "var",
  ]

  init(_ name: String, places: [String] = linux, in folder: TemporaryFolder) throws {
    self.folder = folder
    self.name = name
    for place in places {
      try FileManager.default.createDirectory(
        atPath: "\(tree)/\(place)", withIntermediateDirectories: true)
    }
    guard !places.isEmpty else { return }
    try write("etc/fstab", "LABEL=root / ext4 defaults 0 1\n")
  }

  func write(_ path: String, _ content: String) throws {
    try write(path, Data(content.utf8))
  }

  func write(_ path: String, _ content: Data) throws {
    let file = URL(filePath: "\(tree)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
  }

  func link(_ path: String, to target: String) throws {
    let link = "\(tree)/\(path)"
    try FileManager.default.createDirectory(
      atPath: FilePath(link).removingLastComponent().string, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
  }

  /// The beginning of a program for a machine, by its number in ELF.
  func writeProgram(_ path: String, machine: UInt8) throws {
    let head: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
    try write(path, Data(head + [2, 0, machine, 0] + [UInt8](repeating: 0, count: 44)))
  }

  /// An initramfs with these modules.
  static func initramfs(_ modules: [String], in folder: TemporaryFolder) throws -> Data {
    let script = """
      cd "$(mktemp -d -p \(folder.path))"
      for module; do mkdir -p lib/modules/x/kernel; : > lib/modules/x/kernel/$module.ko; done
      find . | cpio --quiet -o -H newc | gzip > ../packed
      """
    let run = try ToolRun("sh", ["-ec", script, "sh"] + modules)
    try #require(run.status == 0, "\(run.output)")
    return try Data(contentsOf: URL(filePath: folder.path.appending("packed").string))
  }

  /// Makes the disk: one partition, with the files on it.
  func make(table: String = "dos") throws {
    let script = """
      truncate -s 64M "$1"
      printf 'label: %s\\nstart=2048, size=124928\\n' \(table) | sfdisk -q "$1"
      mke2fs -q -t ext4 -L root -d "$2" -E offset=1048576 "$1" 61M
      """
    let run = try ToolRun("sh", ["-ec", script, "sh", path.string, tree])
    try #require(run.status == 0, "\(run.output)")
  }
}
