import BuildFoundation
import CGuestfs
import Foundation
import Glibc
public import SystemPackage

extension Appliance {
  /// Content up to this many bytes travels in a message; libguestfs's limit for one is 4 MiB.
  private static let messageLimit = 1 << 20

  /// The content of a file of at most `limit` bytes.
  public func read(_ path: String, limit: Int64 = 16 << 20) throws -> [UInt8] {
    let doing = "reading \(path)"
    let size = try check(doing) { guestfs_filesize($0, path) }
    guard size <= limit else {
      throw BuildError(
        .buildFailed, "\(doing): it has \(size) bytes, \(limit) are allowed")
    }
    // A file that fits into a message comes in one; as a stream it takes 50 ms without KVM. Files of the
    // kernel's own have no size.
    if size > 0, size <= Self.messageLimit { return try head(of: path, count: Int(size)) }
    return try value(doing) { handle in
      var count = 0
      guard let content = guestfs_read_file(handle, path, &count) else { return nil }
      defer { free(content) }
      return [UInt8](UnsafeRawBufferPointer(start: content, count: count))
    }
  }

  /// The first bytes of a file; fewer than `count` of a shorter one.
  public func head(of path: String, count: Int) throws -> [UInt8] {
    try value("reading \(path)") { handle in
      var size = 0
      guard let content = guestfs_pread(handle, path, Int32(count), 0, &size) else { return nil }
      defer { free(content) }
      return [UInt8](UnsafeRawBufferPointer(start: content, count: size))
    }
  }

  /// Writes a file, new or in place of what is there; owner and mode of an old one stay.
  public func write(_ path: String, _ content: [UInt8]) throws {
    let doing = "writing \(path)"
    if content.count <= Self.messageLimit {
      // An empty array has no address, and the call wants one.
      let bytes = content.isEmpty ? [0] : content
      try check(doing) { handle in
        bytes.withUnsafeBytes { buffer in
          buffer.withMemoryRebound(to: CChar.self) {
            guestfs_write(handle, path, $0.baseAddress, content.count)
          }
        }
      }
      return
    }
    let file = channel.folder.appending("upload-\(UUID().uuidString)")
    defer { unlink(file.string) }
    do {
      try Data(content).write(to: URL(filePath: file.string))
    } catch {
      throw BuildError(.host, "\(doing): the host's temporary folder takes no file", cause: error)
    }
    try upload(file, to: path)
  }

  /// Copies a file of the host into the mounted system.
  public func upload(_ file: FilePath, to path: String) throws {
    try check("copying \(file) to \(path)") { guestfs_upload($0, file.string, path) }
  }

  /// Copies a file of the mounted system to the host.
  public func download(_ path: String, to file: FilePath) throws {
    try check("copying \(path) to \(file)") { guestfs_download($0, path, file.string) }
  }

  /// Unpacks a tar archive of the host at `path`, with owners and modes.
  public func unpack(_ archive: FilePath, at path: String) throws {
    try check("unpacking \(archive) at \(path)") {
      guestfs_tar_in_opts_argv($0, archive.string, path, nil)
    }
  }

  /// Makes a folder and those above it; that it exists is no error.
  public func makeFolder(_ path: String) throws {
    try check("making the folder \(path)") { guestfs_mkdir_p($0, path) }
  }

  /// Sets permission bits.
  public func setMode(_ mode: UInt16, of path: String) throws {
    try check("setting the mode of \(path)") { guestfs_chmod($0, Int32(mode), path) }
  }

  /// Sets owner and group by number; a symbolic link is changed itself.
  public func setOwner(_ owner: Int, group: Int, of path: String) throws {
    try check("setting the owner of \(path)") {
      guestfs_lchown($0, Int32(owner), Int32(group), path)
    }
  }

  /// Makes a symbolic link at `path` that says `target`.
  public func link(_ path: String, to target: String) throws {
    try check("making the link \(path)") { guestfs_ln_s($0, target, path) }
  }

  /// Removes a file; throws when there is none.
  public func remove(_ path: String) throws {
    try check("removing \(path)") { guestfs_rm($0, path) }
  }

  /// Removes a file, or a folder with all that is in it; that there is none is no error.
  public func removeTree(_ path: String) throws {
    try check("removing \(path)") { guestfs_rm_rf($0, path) }
  }
}
