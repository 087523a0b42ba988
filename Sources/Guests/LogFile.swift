import Synchronization
import SystemPackage

/// A file that lines are added to; a log that cannot be written must not end a build.
final class LogFile: Sendable {
  private let file: Mutex<FileDescriptor?>

  init(_ path: FilePath) {
    file = Mutex(
      try? FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead]))
  }

  func append(_ line: String) {
    file.withLock { file in
      _ = try? file?.writeAll(Array((line.hasSuffix("\n") ? line : line + "\n").utf8))
    }
  }

  deinit {
    file.withLock { try? $0?.close() }
  }
}
