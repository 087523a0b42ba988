import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// A disk that an installer has ended on.
struct PartitionedDisk {
  let path: FilePath

  /// Throws `buildFailed` when nothing was installed on the disk, or its file is damaged.
  func check(in folder: FilePath) async throws {
    let head = folder.appending("disk-head")
    let doing = "checking what the installer left"
    try await ExternalTool.qemuImage.check(
      ["check", "-q", "-f", "qcow2", path.string], doing: doing)
    try await ExternalTool.qemuImage.check(
      [
        "dd", "-f", "qcow2", "-O", "raw", "bs=512", "count=2", "if=\(path)", "of=\(head)",
      ], doing: doing)
    let bytes = FileManager.default.contents(atPath: head.string) ?? Data()
    guard Self.hasPartitions(Array(bytes)) else {
      throw BuildError(
        .buildFailed, "\(doing): it ended without installing; the disk has no partitions",
        hint: "the build's console.log shows what it did")
    }
  }

  /// Whether the first two sectors of a disk hold a partition table that is not empty.
  static func hasPartitions(_ head: [UInt8]) -> Bool {
    guard head.count >= 512, head[510] == 0x55, head[511] == 0xAA else { return false }
    // Every entry has its type in its fifth byte; of a GPT's protective one, it is 0xEE.
    return (0..<4).contains { head[446 + $0 * 16 + 4] != 0 }
  }
}
