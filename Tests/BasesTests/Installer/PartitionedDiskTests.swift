import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite(.needs("qemu-img", "sfdisk")) struct PartitionedDiskTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A qcow2 disk on which sfdisk has run the script; nil for an empty one.
  private func disk(_ script: String?) throws -> PartitionedDisk {
    let raw = try folder.write("raw", "")
    let path = folder.path.appending("disk.qcow2")
    let table = try folder.write("table", script ?? "")
    let run = try ToolRun(
      "sh",
      [
        "-c",
        #"set -e; truncate -s 16M "$1"; if [ -s "$2" ]; then sfdisk -q "$1" < "$2"; fi; "#
          + #"qemu-img convert -f raw -O qcow2 "$1" "$3""#,
        "sh", raw.string, table.string, path.string,
      ])
    try #require(run.status == 0, "\(run.output)")
    return PartitionedDisk(path: path)
  }

  @Test(arguments: ["label: dos\n2048,,L\n", "label: gpt\n,,L\n"])
  func aPartitionTableIsEnough(script: String) async throws {
    try await disk(script).check(in: folder.path)
  }

  @Test(arguments: [nil, "label: dos\n"]) func anEmptyDiskIsSaid(script: String?) async throws {
    let disk = try disk(script)
    let error = await #expect(throws: BuildError.self) { try await disk.check(in: folder.path) }
    #expect(
      error?.message
        == "checking what the installer left: it ended without installing; the disk has no partitions"
    )
  }

  @Test func aDamagedFileIsSaid() async throws {
    let path = try folder.write("disk.qcow2", "QFI")
    let error = await #expect(throws: BuildError.self) {
      try await PartitionedDisk(path: path).check(in: folder.path)
    }
    #expect(error?.message.hasPrefix("checking what the installer left: qemu-img failed") == true)
  }

  @Test(arguments: [0, 1, 511]) func aShortHeadHasNone(count: Int) {
    #expect(!PartitionedDisk.hasPartitions([UInt8](repeating: 0x55, count: count)))
  }
}
