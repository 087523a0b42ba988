import BuildFoundation
import Foundation
import StorageDaemon
import SystemPackage

/// The files of a domain's disk, the topmost first.
struct DiskFiles: Sendable {
  let top: FilePath
  let format: String

  /// Throws a `host` error when the disk cannot be read here, or is not the one that libvirt means.
  ///
  /// A libvirt of another host names paths of that host: such a disk must be on storage that both see.
  func checkReadable(_ doing: String, remoteHost: String?, physical: ByteCount) throws {
    let place = remoteHost.map { ", and libvirt runs on \($0)" } ?? ""
    guard access(top.string, R_OK) == 0 else {
      let reason = Errno(rawValue: errno)
      throw BuildError(
        .host, "\(doing): its disk \(top) cannot be read here (\(reason))\(place)",
        hint: remoteHost == nil
          ? "build as a user who may read it, such as root"
          : "build on that host, or copy the disk to this one and build on it with `image:`")
    }
    guard remoteHost != nil, let size = Self.size(of: top), size != physical else { return }
    throw BuildError(
      .host,
      "\(doing): its disk \(top) has \(physical)\(place); the file of that name here has \(size)",
      hint: "build on that host, or copy the disk to this one and build on it with `image:`")
  }

  /// Path, size and time of change of every file of the chain; nil where a device tells no time.
  func state() async throws -> String? {
    var lines: [String] = []
    for file in try await QemuImage.files(of: top, format: format) {
      var status = stat()
      guard stat(file.string, &status) == 0 else {
        throw BuildError(
          .host, "looking at the disk \(file): \(Errno(rawValue: errno))",
          hint: "it is a layer of \(top)")
      }
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      lines.append("\(file) \(status.st_size) \(time)")
    }
    return lines.joined(separator: "\n")
  }

  private static func size(of path: FilePath) -> ByteCount? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else {
      return nil
    }
    defer { try? file.close() }
    // The end, because a block device has no size in its status.
    return (try? file.seek(offset: 0, from: .end)).map { ByteCount(bytes: $0) }
  }
}
