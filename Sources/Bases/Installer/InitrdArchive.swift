import BuildFoundation
import Foundation
import SystemPackage

/// Files that are added to an initial RAM disk.
///
/// The kernel unpacks any number of archives after one another, compressed or not; see
/// Documentation/driver-api/early-userspace/buffer-format.rst in its source. The format is
/// cpio's `newc`, which its `cpio -H newc` and `bsdcpio --format newc` write.
struct InitrdArchive {
  private var entries: [(name: String, content: [UInt8])] = []

  /// Adds a file to the root folder; only root may read it.
  mutating func add(_ name: String, _ content: [UInt8]) {
    entries.append((name, content))
  }

  /// The archive.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for (index, entry) in entries.enumerated() {
      append(entry.name, mode: 0o100600, number: index + 1, entry.content, to: &bytes)
    }
    append("TRAILER!!!", mode: 0, number: 0, [], to: &bytes)
    return bytes
  }

  /// Writes `initrd` with the files added to `path`.
  func write(to path: FilePath, after initrd: FilePath) throws {
    do {
      try FileManager.default.copyItem(atPath: initrd.string, toPath: path.string)
      // What is copied may be read-only, and the copy is going to hold secrets.
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: path.string)
      let file = try FileDescriptor.open(path, .writeOnly, options: [.append, .closeOnExec])
      try file.closeAfter {
        // The kernel takes an uncompressed archive only where it begins at a multiple of four.
        let padding = Self.padding(Int(try file.seek(offset: 0, from: .end)))
        _ = try file.writeAll([UInt8](repeating: 0, count: padding) + bytes)
      }
    } catch {
      throw BuildError(.host, "adding the answer file to the initrd: \(error.reason)")
    }
  }

  private func append(
    _ name: String, mode: UInt32, number: Int, _ content: [UInt8], to bytes: inout [UInt8]
  ) {
    let path = Array(name.utf8) + [0]
    // c_ino, c_mode, c_uid, c_gid, c_nlink, c_mtime, c_filesize, c_maj, c_min, c_rmaj, c_rmin,
    // c_namesize, c_chksum.
    let fields: [Int] = [
      number, Int(mode), 0, 0, 1, 0, content.count, 0, 0, 0, 0, path.count, 0,
    ]
    bytes += Array("070701".utf8)
    for field in fields {
      let digits = String(field, radix: 16, uppercase: true)
      bytes += Array((String(repeating: "0", count: max(0, 8 - digits.count)) + digits).utf8)
    }
    bytes += path
    bytes += [UInt8](repeating: 0, count: Self.padding(bytes.count))
    bytes += content
    bytes += [UInt8](repeating: 0, count: Self.padding(bytes.count))
  }

  private static func padding(_ count: Int) -> Int { (4 - count % 4) % 4 }
}
