import BuildFoundation
import Foundation
import SystemPackage

/// Ends a `poll` from another thread.
final class WakeUp: Sendable {
  private let ends: (readEnd: FileDescriptor, writeEnd: FileDescriptor)

  /// Throws a `host` error when the process has too many open files.
  init() throws {
    do {
      ends = try FileDescriptor.pipe()
    } catch {
      throw BuildError(.host, "joining the terminal with the guest: \(error)")
    }
    for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    try? ends.readEnd.close()
    try? ends.writeEnd.close()
  }

  /// Can be read once it was signalled.
  var descriptor: CInt { ends.readEnd.rawValue }

  func signal() { _ = try? ends.writeEnd.writeAll([0]) }
}
