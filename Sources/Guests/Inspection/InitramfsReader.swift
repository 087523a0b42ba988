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
    let folder = scratch.appending("initramfs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    var names: [String] = []
    var path = file
    for depth in 0..<Self.deepest {
      guard let part = try Self.part(of: path) else { return nil }
      names += part.names
      guard let rest = part.rest else { return names }
      let unpacked = folder.appending("\(depth)")
      guard let packing = part.packing, try await unpack(path, from: rest, packing, to: unpacked)
      else { return nil }
      path = unpacked
    }
    return nil
  }

  private struct Part {
    var names: [String]
    /// Where something follows, and how that is packed.
    var rest: Int64?
    var packing: Compression?
  }

  /// The archives that a file begins with; nil when one is damaged.
  private static func part(of path: FilePath) throws -> Part? {
    let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    return try file.closeAfter {
      var window = try FileWindow(file)
      guard let (names, rest) = try CPIOListing.read(&window) else { return nil }
      let packing = try rest.flatMap { Compression(head: try window.bytes(at: $0, 6)) }
      return Part(names: names, rest: rest, packing: packing)
    }
  }

  /// Unpacks a file from an offset on; false when it is damaged or larger than the limit.
  private func unpack(
    _ file: FilePath, from offset: Int64, _ packing: Compression, to unpacked: FilePath
  ) async throws -> Bool {
    let script = #"ulimit -f "$1"; tail -c +"$2" "$3" | "$4" -d -c > "$5""#
    let status = try await ExternalTool.shell.run([
      "-c", script, "sh", "\(Self.longestArchive.bytes / 512)", "\(offset + 1)", file.string,
      packing.tool.located().string, unpacked.string,
    ])
    return status == 0
  }
}
