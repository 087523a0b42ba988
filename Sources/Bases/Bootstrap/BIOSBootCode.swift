import BuildFoundation
import Foundation
import SystemPackage

/// Puts GRUB's BIOS boot code on a disk file, as grub-bios-setup does with a device.
///
/// grub-bios-setup wants to know the device below its folder, which a build's tree does not have.
/// What it writes is small and documented in GRUB's include/grub/i386/pc/boot.h and
/// grub-core/boot/i386/pc/diskboot.S: the first sector of core.img lists the sectors of the rest,
/// and the boot sector holds the number of that first sector.
struct BIOSBootCode {
  private static let sector = 512
  /// GRUB_BOOT_MACHINE_KERNEL_SECTOR.
  private static let kernelSectorOffset = 0x5c
  /// GRUB_BOOT_MACHINE_DRIVE_CHECK: a jump that only floppies need; two no-ops switch it off.
  private static let driveCheckOffset = 0x66
  /// The BIOS parameter block, from GRUB_BOOT_MACHINE_BPB_START to _END: kept from the disk.
  private static let parameterBlock = 0x03..<0x5a
  /// Disk signature and partition table: kept from the disk.
  private static let partitionTable = 0x1b8..<0x1fe
  /// GRUB_BOOT_MACHINE_LIST_SIZE before the end of the first sector: start (8 bytes), length (2),
  /// segment (2).
  private static let blockListOffset = 0x200 - 12
  /// GRUB_BOOT_I386_PC_KERNEL_SEG: where diskboot.S loads the rest.
  private static let kernelSegment: UInt16 = 0x820

  private let bootSector: [UInt8]
  private let core: [UInt8]

  init(bootSector: [UInt8], core: [UInt8]) {
    self.bootSector = bootSector
    self.core = core
  }

  /// Reads what the hook put beside the disk.
  init(_ folder: BootstrapFolder) throws {
    self.init(
      bootSector: try folder.read("boot.img"), core: try folder.read("core.img"))
  }

  /// Writes boot code into the first sector of `disk`, and GRUB into the partition `extent`.
  func install(on disk: FilePath, at extent: DiskPartitions.Extent) throws {
    let doing = "installing GRUB for BIOS"
    let padded = core + [UInt8](repeating: 0, count: (-core.count) & (Self.sector - 1))
    let sectors = padded.count / Self.sector
    guard bootSector.count == Self.sector, bootSector.suffix(2) == [0x55, 0xaa] else {
      throw BuildError(.buildFailed, "\(doing): boot.img is not a boot sector")
    }
    guard sectors > 1, sectors <= extent.count else {
      throw BuildError(
        .buildFailed, "\(doing): core.img has \(sectors) sectors, room is for \(extent.count)")
    }
    do {
      let file = try FileDescriptor.open(disk, .readWrite)
      try file.closeAfter {
        var first = [UInt8](repeating: 0, count: Self.sector)
        try first.withUnsafeMutableBytes { _ = try file.read(fromAbsoluteOffset: 0, into: $0) }
        try file.writeAll(
          toAbsoluteOffset: extent.start * Int64(Self.sector), linked(padded, at: extent.start))
        try file.writeAll(toAbsoluteOffset: 0, merged(into: first, at: extent.start))
      }
    } catch let error as Errno {
      throw BuildError(.host, "\(doing): writing \(disk): \(error)")
    }
  }

  private func linked(_ core: [UInt8], at start: Int64) -> [UInt8] {
    var linked = core
    linked.store(UInt64(start) + 1, at: Self.blockListOffset)
    linked.store(UInt16(core.count / Self.sector - 1), at: Self.blockListOffset + 8)
    linked.store(Self.kernelSegment, at: Self.blockListOffset + 10)
    return linked
  }

  private func merged(into first: [UInt8], at start: Int64) -> [UInt8] {
    var merged = bootSector
    for range in [Self.parameterBlock, Self.partitionTable] {
      merged.replaceSubrange(range, with: first[range])
    }
    merged.store(UInt64(start), at: Self.kernelSectorOffset)
    merged.store(UInt16(0x9090), at: Self.driveCheckOffset)
    return merged
  }
}

extension [UInt8] {
  /// Stores an integer in little-endian order.
  fileprivate mutating func store(_ value: some FixedWidthInteger, at offset: Int) {
    for index in 0..<value.bitWidth / 8 {
      self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }
}
