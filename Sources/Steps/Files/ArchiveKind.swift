import BuildFoundation
import HostKit
import SystemPackage

/// What an archive is, by its first bytes: names of files often lie.
enum ArchiveKind: Equatable {
  case tar
  case compressedTar(ExternalTool)
  case zip
  case unknown

  /// Enough for the mark of tar, which stands at 257.
  private static let length = 512

  /// The kind of the file at `path`; throws a `recipe` error when it cannot be read.
  init(of path: FilePath) throws {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      let bytes = try [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      self.init(bytes)
    } catch {
      throw BuildError(.recipe, "reading the archive \(path): it cannot be read", cause: error)
    }
  }

  init(_ bytes: [UInt8]) {
    if let compression = Compression(head: bytes) {
      self = .compressedTar(compression.tool)
    } else if bytes.starts(with: "PK".utf8) {
      self = .zip
    } else {
      self = bytes.dropFirst(257).starts(with: "ustar".utf8) ? .tar : .unknown
    }
  }
}
