import Glibc
public import SystemPackage

extension FilePath {
  /// Puts what was written to the file or folder on the disk itself: it is there after a loss of power.
  ///
  /// Throws `Errno`.
  public func synchronize(_ mode: FileDescriptor.AccessMode = .readOnly) throws {
    let file = try FileDescriptor.open(self, mode, options: .closeOnExec)
    defer { try? file.close() }
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }
}
