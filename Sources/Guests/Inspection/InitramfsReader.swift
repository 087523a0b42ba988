import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// Reads the names of the files in an initramfs, on the host.
///
/// An initramfs is a chain of archives: plain ones first, such as microcode, then a packed one (kernel,
/// Documentation/driver-api/early-userspace/buffer-format.rst). The guest's own tool would read it too,
/// but emulated, and only where the distribution brings one.
struct InitramfsReader: Sendable {
  /// An initramfs with every driver unpacks to a few hundred mebibytes.
  static let longestArchive = ByteCount.gibibytes(1)
  /// Archives in archives are one level deep; more is damage.
  private static let deepest = 4

  /// Where archives are unpacked to, and removed from again.
  let scratch: FilePath

  /// The names in the initramfs at `file`; nil when it cannot be read to its end.
  func names(in file: FilePath) async throws -> [String]? {
    var names: [String] = []
    var path = file
    for _ in 0..<Self.deepest {
      let data = try Data(contentsOf: URL(filePath: path.string), options: .mappedIfSafe)
      if path != file { unlink(path.string) }
      guard let (found, rest) = CPIOListing.read(data) else { return nil }
      names += found
      guard let rest else { return names }
      guard let packing = Compression(head: data[rest...].prefix(6)),
        let unpacked = try await unpack(data[rest...], packing)
      else { return nil }
      path = unpacked
    }
    unlink(path.string)
    return nil
  }

  /// Unpacks a part of a file into one of its own; nil when it is damaged or larger than the limit.
  private func unpack(_ data: Data, _ packing: Compression) async throws -> FilePath? {
    let packed = scratch.appending("initramfs-\(UUID().uuidString).packed")
    let unpacked = FilePath(packed.string.replacing(".packed", with: ""))
    defer { unlink(packed.string) }
    try data.write(to: URL(filePath: packed.string))
    let script = #"ulimit -f "$1"; exec "$2" -d -c < "$3" > "$4""#
    do {
      let status = try await ExternalTool.shell.run([
        "-c", script, "sh", "\(Self.longestArchive.bytes / 512)", packing.tool.located().string,
        packed.string, unpacked.string,
      ])
      if status == 0 { return unpacked }
      unlink(unpacked.string)
      return nil
    } catch {
      unlink(unpacked.string)
      throw error
    }
  }
}
