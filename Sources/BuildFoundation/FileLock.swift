import Foundation
public import SystemPackage

/// An exclusive lock on a file, held until the value is dropped or the process ends.
///
/// The kernel gives it up however the process ends, and other containers see it too.
public final class FileLock: Sendable {
  private let file: FileDescriptor

  /// Takes the lock, making the file if needed; nil when somebody else has it.
  ///
  /// Throws a `host` error when the file cannot be opened.
  public init?(_ path: FilePath) throws {
    do {
      file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
    } catch {
      throw BuildError(.host, "opening the lock \(path): \(error)")
    }
    if flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 { return nil }
  }

  deinit { try? file.close() }

  /// Waits for the lock; throws `timedOut` after `limit`.
  public static func wait(for path: FilePath, limit: Duration) async throws -> FileLock {
    try await withTimeLimit(
      limit, waitingFor: "the lock \(path)",
      hint: "another imgbuild holds it; wait for that one, or end it"
    ) {
      while true {
        if let lock = try FileLock(path) { return lock }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }
}
