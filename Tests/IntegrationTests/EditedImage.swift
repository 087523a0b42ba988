import Foundation
import SystemPackage
import TestSupport
import Testing

/// Copies of the image that the tests share, changed on the host: no guest has to start for it.
struct EditedImage {
  /// A partition's place on the disk, in bytes.
  private struct Table: Decodable {
    struct Partitions: Decodable { let partitions: [Partition] }
    struct Partition: Decodable {
      let start: Int64
      let type: String
    }
    let partitiontable: Partitions
  }

  private static let systemPartition = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"

  let path: FilePath
  private let folder: TemporaryFolder
  private let root: Int64
  private let efi: Int64

  /// A raw copy of the qcow2 image at `image`.
  init(of image: FilePath, named name: String, in folder: TemporaryFolder) throws {
    self.folder = folder
    path = folder.path.appending("\(name).img")
    try Self.run("qemu-img", ["convert", "-f", "qcow2", "-O", "raw", image.string, path.string])
    let json = try ToolRun("sfdisk", ["-J", path.string]).output
    let table = try JSONDecoder().decode(Table.self, from: Data(json.utf8)).partitiontable
    efi = try #require(table.partitions.first { $0.type == Self.systemPartition }).start * 512
    root = try #require(table.partitions.first).start * 512
  }

  /// Takes the boot code out of the first sector, which only BIOS starts.
  func removeBootCode() throws {
    try Self.run(
      "dd", ["if=/dev/zero", "of=\(path)", "bs=440", "count=1", "conv=notrunc", "status=none"])
  }

  /// Takes everything off the EFI system partition.
  func removeLoaders() throws { try Self.run("mdeltree", ["-i", "\(path)@@\(efi)", "::/EFI"]) }

  /// Puts a file on the EFI system partition, in the last of `folders`, which are made.
  func putLoader(_ file: FilePath, in folders: [String], named name: String) throws {
    for folder in folders { try Self.run("mmd", ["-i", "\(path)@@\(efi)", "::/\(folder)"]) }
    let place = "::/\(folders.last ?? "")/\(name)"
    try Self.run("mcopy", ["-i", "\(path)@@\(efi)", file.string, place])
  }

  /// Removes files of the root file system.
  func remove(_ paths: String...) throws { for path in paths { try change("rm \(path)") } }

  /// Writes a file of the root file system.
  func write(_ path: String, _ content: Data) throws {
    let file = try folder.write("content", "")
    try content.write(to: URL(filePath: file.string))
    // There may be none.
    _ = try debugfs("rm \(path)")
    try change("write \(file) \(path)")
  }

  /// Names in a folder of the root file system.
  func list(_ folder: String) throws -> [String] {
    try change("ls -p \(folder)").split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "/", omittingEmptySubsequences: false)
      return fields.count > 5 ? String(fields[5]) : nil
    }
  }

  @discardableResult
  private func change(_ command: String) throws -> String {
    let run = try debugfs(command)
    // debugfs ends with 0 whatever it did.
    let problems = run.output.split(separator: "\n").filter {
      $0.contains("File not found") || $0.contains("rror")
    }
    try #require(run.status == 0 && problems.isEmpty, "\(command): \(run.output)")
    return run.output
  }

  private func debugfs(_ command: String) throws -> ToolRun {
    try ToolRun("debugfs", ["-w", "-R", command, "\(path)?offset=\(root)"])
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let run = try ToolRun(program, arguments)
    try #require(run.status == 0, "\(program): \(run.output)")
  }
}
