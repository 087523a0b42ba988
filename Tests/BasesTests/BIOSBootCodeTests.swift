import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// The places are those of GRUB's include/grub/i386/pc/boot.h.
@Suite struct BIOSBootCodeTests {
  private let folder: TemporaryFolder
  private let disk: FilePath
  private let extent = DiskPartitions.Extent(start: 4, count: 3)

  init() throws {
    folder = try TemporaryFolder()
    disk = folder.path.appending("disk")
    // Every byte of the disk is known, and none is one that GRUB writes.
    try Data(repeating: 0xdd, count: 512 * 8).write(to: URL(filePath: disk.string))
  }

  private static let bootSector = [UInt8](repeating: 0xbb, count: 510) + [0x55, 0xaa]

  private func install(
    bootSector: [UInt8] = bootSector, core: [UInt8]
  ) throws -> [UInt8] {
    try BIOSBootCode(bootSector: bootSector, core: core).install(on: disk, at: extent)
    return Array(try Data(contentsOf: URL(filePath: disk.string)))
  }

  @Test func theBootSectorKeepsWhatIsTheDisks() throws {
    let bytes = try install(core: [UInt8](repeating: 0xcc, count: 1000))
    #expect(bytes.count == 512 * 8)
    #expect(bytes[0..<0x03].allSatisfy { $0 == 0xbb })
    #expect(bytes[0x03..<0x5a].allSatisfy { $0 == 0xdd })
    #expect(bytes[0x5a..<0x5c].allSatisfy { $0 == 0xbb })
    #expect(Array(bytes[0x5c..<0x64]) == [4, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes[0x64..<0x66].allSatisfy { $0 == 0xbb })
    #expect(Array(bytes[0x66..<0x68]) == [0x90, 0x90])
    #expect(bytes[0x68..<0x1b8].allSatisfy { $0 == 0xbb })
    #expect(bytes[0x1b8..<0x1fe].allSatisfy { $0 == 0xdd })
    #expect(Array(bytes[0x1fe..<0x200]) == [0x55, 0xaa])
  }

  @Test func coreListsItsOtherSectors() throws {
    let bytes = try install(core: [UInt8](repeating: 0xcc, count: 1000))
    #expect(bytes[512..<2048].allSatisfy { $0 == 0xdd })
    let core = Array(bytes[2048..<3072])
    #expect(core[0..<0x1f4].allSatisfy { $0 == 0xcc })
    // From sector 5 on, 1 sector, to segment 0x820.
    #expect(Array(core[0x1f4..<0x200]) == [5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0x20, 0x08])
    #expect(core[0x200..<1000].allSatisfy { $0 == 0xcc })
    #expect(core[1000...].allSatisfy { $0 == 0 })
    #expect(bytes[3072...].allSatisfy { $0 == 0xdd })
  }

  @Test(arguments: [(513, 2), (1024, 2), (1025, 3), (1536, 3)])
  func coreIsPaddedToSectors(size: Int, sectors: Int) throws {
    let bytes = try install(core: [UInt8](repeating: 0xcc, count: size))
    #expect(bytes[2048 + 0x1f4 + 8] == UInt8(sectors - 1))
    let end = 2048 + sectors * 512
    #expect(bytes[(2048 + size)..<end].allSatisfy { $0 == 0 })
    #expect(bytes[end...].allSatisfy { $0 == 0xdd })
  }

  @Test(arguments: [0, 1, 512, 1537]) func aCoreOfTheWrongSizeIsRefused(size: Int) throws {
    let error = #expect(throws: BuildError.self) {
      try install(core: [UInt8](repeating: 0xcc, count: size))
    }
    #expect(error?.code == .buildFailed)
    #expect(error?.message.contains("room is for 3") == true)
    #expect(try Data(contentsOf: URL(filePath: disk.string)).allSatisfy { $0 == 0xdd })
  }

  @Test(arguments: [
    [], [UInt8](repeating: 0, count: 512), [0x55, 0xaa],
    [UInt8](repeating: 0, count: 511) + [0x55, 0xaa],
  ])
  func whatIsNoBootSectorIsRefused(bootSector: [UInt8]) throws {
    let error = #expect(throws: BuildError.self) {
      try install(bootSector: bootSector, core: [UInt8](repeating: 0xcc, count: 1000))
    }
    #expect(error?.message.contains("not a boot sector") == true)
  }

  @Test func aDiskThatCannotBeOpenedIsTheHostsFault() throws {
    let error = #expect(throws: BuildError.self) {
      try BIOSBootCode(
        bootSector: Self.bootSector, core: [UInt8](repeating: 0xcc, count: 1000)
      ).install(on: folder.path.appending("none"), at: extent)
    }
    #expect(error?.code == .host)
  }
}
