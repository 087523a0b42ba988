import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite struct DiskPartitionsTests {
  private struct Table: Decodable {
    struct Partition: Decodable {
      var node: String
      var start: Int64
      var size: Int64
      var type: String
      var name: String
    }
    struct Content: Decodable {
      var label: String
      var partitions: [Partition]
    }
    var partitiontable: Content
  }

  @Test(.needs("sfdisk"), arguments: [1, 4, 20]) func partitionsAreWhereTheyShould(
    gibibytes: Int64
  ) async throws {
    let folder = try TemporaryFolder()
    let disk = folder.path.appending("disk.raw")
    let size = ByteCount.gibibytes(gibibytes)
    let partitions = DiskPartitions(diskSize: size)
    try await partitions.make(disk)

    var status = stat()
    #expect(lstat(disk.string, &status) == 0)
    #expect(Int64(status.st_size) == size.bytes)
    // Sparse: only the table takes room.
    #expect(status.st_blocks * 512 < 1 << 20)

    let run = try ToolRun("sfdisk", ["--json", disk.string])
    let table = try JSONDecoder().decode(Table.self, from: Data(run.output.utf8)).partitiontable
    #expect(table.label == "gpt")
    let found = Dictionary(
      uniqueKeysWithValues: table.partitions.map {
        (Int($0.node.dropFirst("\(disk)".count)) ?? 0, $0)
      })
    #expect(found.keys.sorted() == [1, 14, 15])
    let root = try #require(found[1])
    #expect(found[14]?.type == "21686148-6449-6E6F-744E-656564454649")
    #expect(found[14]?.start == partitions.biosBoot.start)
    #expect(found[14]?.size == partitions.biosBoot.count)
    #expect(found[15]?.type == "C12A7328-F81F-11D2-BA4B-00A0C93EC93B")
    #expect(found[15]?.start == partitions.systemPartition.start)
    #expect(found[15]?.size == partitions.systemPartition.count)
    #expect(root.type == "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709")
    #expect(root.name == "root")

    // The file system fits into the partition that it is made in, and nearly fills it.
    let environment = partitions.environment
    let offset = try #require(environment["IMGBUILD_ROOT_OFFSET"].flatMap { Int64($0) })
    let kibibytes = try #require(environment["IMGBUILD_ROOT_KIB"].flatMap { Int64($0) })
    #expect(offset == root.start * 512)
    #expect(kibibytes * 1024 <= root.size * 512)
    #expect(root.size * 512 - kibibytes * 1024 <= 2 << 20)
    #expect(environment["IMGBUILD_ESP_SECTOR"] == "\(partitions.systemPartition.start)")
    #expect(
      environment["IMGBUILD_ESP_KIB"].flatMap { Int64($0) }
        == partitions.systemPartition.count * 512 / 1024)
  }

  @Test func theLayoutMountsTheRootFirst() {
    let layout = DiskPartitions(diskSize: .gibibytes(4)).layout
    #expect(layout.mounts.map(\.path) == ["/", "/boot/efi"])
    #expect(layout.mounts.map(\.partition) == [1, 15])
  }

  @Test(.needs("sfdisk")) func aDiskThatIsTooSmallIsAnError() async throws {
    let folder = try TemporaryFolder()
    await #expect(throws: BuildError.self) {
      try await DiskPartitions(diskSize: .mebibytes(64)).make(folder.path.appending("disk"))
    }
  }
}
