public import BuildFoundation
import Foundation
public import SystemPackage

/// Where in a qcow2 file which block of its disk is: the header, the name of the backing file, and the
/// tables of both levels.
///
/// It changes with whatever is written to the disk, and is some ten thousand times smaller. The
/// format is QEMU's `docs/interop/qcow2.rst`; numbers are big-endian.
public enum QcowMap {
  /// The digest of the map of a file that nobody writes to.
  ///
  /// Throws `buildFailed` when the file cannot be read, is no qcow2 file, or ends before its tables.
  public static func digest(of path: FilePath) throws -> Digest {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      return try file.closeAfter { Digest.sha256(try content(of: file)) }
    } catch let error as Errno {
      throw BuildError(.buildFailed, "reading the map of \(path): \(error)")
    } catch let damage as Damage {
      throw BuildError(.buildFailed, "reading the map of \(path): \(damage.reason)")
    }
  }

  private struct Damage: Error {
    let reason: String
  }

  /// The part of the header that says where the rest is.
  private static let headerLength = 72
  private static let magic: UInt64 = 0x5146_49FB
  /// The bits of an entry of the first table that say where a second one is.
  private static let offsetBits: UInt64 = 0x00FF_FFFF_FFFF_FE00
  /// QEMU opens no larger first table.
  private static let largestTable: UInt64 = 32 << 20

  private static func content(of file: FileDescriptor) throws -> [UInt8] {
    let header = try read(file, at: 0, UInt64(headerLength))
    let clusterBits = number(header, at: 20, length: 4)
    let tableSize = number(header, at: 36, length: 4) * 8
    guard number(header, at: 0, length: 4) == magic, (9...21).contains(clusterBits),
      tableSize <= largestTable
    else { throw Damage(reason: "it is not the header of a qcow2 file") }
    let table = try read(file, at: number(header, at: 40, length: 8), tableSize)
    let name = try read(
      file, at: number(header, at: 8, length: 8), min(1023, number(header, at: 16, length: 4)))
    var content = header + name + table
    for index in stride(from: 0, to: table.count, by: 8) {
      let offset = number(table, at: index, length: 8) & offsetBits
      if offset != 0 { content += try read(file, at: offset, 1 << clusterBits) }
    }
    return content
  }

  private static func number(_ bytes: [UInt8], at start: Int, length: Int) -> UInt64 {
    bytes[start..<start + length].reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func read(
    _ file: FileDescriptor, at offset: UInt64, _ count: UInt64
  ) throws -> [UInt8] {
    guard let start = Int64(exactly: offset) else {
      throw Damage(reason: "it names a place outside the file")
    }
    return try [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, done in
      while done < Int(count) {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
        let read = try file.read(fromAbsoluteOffset: start + Int64(done), into: rest)
        guard read > 0 else { throw Damage(reason: "the file ends before its tables") }
        done += read
      }
    }
  }
}
