import BuildFoundation
import SystemPackage

/// The size of a file that is to be sent.
enum FileSize {
  /// Throws a `host` error when there is no such file, or it cannot be opened.
  static func of(_ path: FilePath) throws -> ByteCount {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      return try file.closeAfter { ByteCount(bytes: try file.seek(offset: 0, from: .end)) }
    } catch {
      throw BuildError(.host, "reading the image \(path): \(error)")
    }
  }
}
