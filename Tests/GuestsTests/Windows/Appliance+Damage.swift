import CGuestfs

@testable import GuestfsKit

/// What a Windows leaves on its NTFS that was not shut down.
extension Appliance {
  /// Sets the flag of the volume that asks for `chkdsk`, in both copies of the record that has it.
  func markDirty(_ device: String) throws {
    let volume = try NTFSVolume(boot: readDevice(device, offset: 0, count: 512))
    for table in [volume.table, volume.mirror] {
      let place = table + 3 * volume.recordSize
      var record = try readDevice(device, offset: place, count: Int(volume.recordSize))
      let value = try NTFSVolume.attribute(0x70, in: record)
      // $VOLUME_INFORMATION, resident: its content is named at 20, the flags stand at 10 of it.
      let flags = value + record.number(value + 20, 2) + 10
      record[flags] |= 1
      try writeDevice(device, record, offset: place)
    }
  }

  /// Writes the start of a log that somebody was writing to: version 2 is that of Windows 8 and later.
  func leaveLogUnfinished(_ device: String, version: Int) throws {
    let volume = try NTFSVolume(boot: readDevice(device, offset: 0, count: 512))
    let record = try readDevice(
      device, offset: volume.table + 2 * volume.recordSize, count: Int(volume.recordSize))
    let data = try NTFSVolume.attribute(0x80, in: record)
    // $DATA of $LogFile, not resident: its size at 48, its first run where 32 says.
    let run = data + record.number(data + 32, 2)
    let (lengthBytes, placeBytes) = (Int(record[run] & 15), Int(record[run] >> 4))
    let cluster = record.number(run + 1 + lengthBytes, placeBytes)
    let page = NTFSVolume.restartPage(
      logSize: record.number(data + 48, 8), version: version)
    let start = Int64(cluster) * volume.clusterSize
    try writeDevice(device, page + page, offset: start)
  }

  private func writeDevice(_ device: String, _ bytes: [UInt8], offset: Int64) throws {
    try check("writing \(device)") { handle in
      bytes.withUnsafeBytes { buffer in
        let content = buffer.bindMemory(to: CChar.self)
        return guestfs_pwrite_device(handle, device, content.baseAddress, bytes.count, offset)
          == Int32(bytes.count) ? 0 : -1
      }
    }
  }
}

/// As much of NTFS as is needed to damage it, after the documentation of linux-ntfs.
struct NTFSVolume {
  struct Damaged: Error {}

  let clusterSize: Int64
  let recordSize: Int64
  /// Where `$MFT` begins, and the copy of its first records.
  let table: Int64
  let mirror: Int64

  init(boot: [UInt8]) throws {
    guard boot[3..<7].elementsEqual("NTFS".utf8) else { throw Damaged() }
    clusterSize = Int64(boot.number(11, 2) * boot.number(13, 1))
    let size = Int8(bitPattern: boot[64])
    recordSize = size > 0 ? Int64(size) * clusterSize : 1 << Int64(-size)
    table = Int64(boot.number(48, 8)) * clusterSize
    mirror = Int64(boot.number(56, 8)) * clusterSize
  }

  /// Where an attribute begins in a record of the table.
  static func attribute(_ type: Int, in record: [UInt8]) throws -> Int {
    guard record.starts(with: Array("FILE".utf8)) else { throw Damaged() }
    var place = record.number(20, 2)
    while place + 8 < record.count, record.number(place, 4) != 0xffff_ffff {
      if record.number(place, 4) == type { return place }
      place += record.number(place + 4, 4)
    }
    throw Damaged()
  }

  /// The first page of a log that one client is using, and has not closed.
  static func restartPage(logSize: Int, version: Int) -> [UInt8] {
    var page = [UInt8](repeating: 0, count: 4096)
    func put(_ number: Int, at place: Int, _ count: Int) {
      for byte in 0..<count { page[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
    }
    page.replaceSubrange(0..<4, with: Array("RSTR".utf8))
    // The update sequence: 9 words at 30, of which the last two bytes of each sector have the first.
    put(30, at: 4, 2)
    put(9, at: 6, 2)
    put(1, at: 30, 2)
    for sector in 1...8 { put(1, at: sector * 512 - 2, 2) }
    // Sizes of pages, where the restart area is, version 1.1 or 2.0.
    put(4096, at: 16, 4)
    put(4096, at: 20, 4)
    put(48, at: 24, 2)
    put(version == 1 ? 1 : 0, at: 26, 2)
    put(version, at: 28, 2)
    let area = 48
    put(1, at: area + 8, 2)
    put(0xffff, at: area + 10, 2)
    // One client in use, number 0, and no flag that says that the volume is clean.
    put(0, at: area + 12, 2)
    put(0, at: area + 14, 2)
    let bits = logSize == 0 ? 0 : Int.bitWidth - logSize.leadingZeroBitCount
    put(67 - bits, at: area + 16, 4)
    put(48 + 160, at: area + 20, 2)
    put(48, at: area + 22, 2)
    put(logSize, at: area + 24, 8)
    put(48, at: area + 36, 2)
    put(64, at: area + 38, 2)
    let client = area + 48
    put(0xffff, at: client + 16, 2)
    put(0xffff, at: client + 18, 2)
    put(8, at: client + 28, 4)
    for (index, letter) in "NTFS".utf8.enumerated() {
      put(Int(letter), at: client + 32 + index * 2, 2)
    }
    return page
  }
}

extension [UInt8] {
  /// A number, the least significant byte first.
  fileprivate func number(_ place: Int, _ count: Int) -> Int {
    (0..<count).reversed().reduce(0) { $0 << 8 | Int(self[place + $1]) }
  }
}
