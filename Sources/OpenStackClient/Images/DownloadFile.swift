import BuildFoundation
import NIOCore
import SystemPackage

/// The file that a download goes to, hashed as it grows; on a queue of its own, because disks block.
actor DownloadFile {
  private let executor = DispatchQueueExecutor(label: "download")
  private let path: FilePath
  private let file: SystemPackage.FileDescriptor
  private var hash: RunningHash
  /// Bytes that are in the file and in the hash.
  private(set) var size: Int64 = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Opens the file, or makes it; throws a `host` error when that cannot be done.
  init(_ path: FilePath, _ algorithm: ImageHash.Algorithm) throws {
    self.path = path
    hash = RunningHash(algorithm)
    do {
      file = try SystemPackage.FileDescriptor.open(
        path, .readWrite, options: [.create, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
    } catch {
      throw BuildError(.host, "making the file \(path): \(error)")
    }
  }

  deinit { try? file.close() }

  /// Takes what an earlier download left in the file.
  func takeWhatIsThere() throws {
    try doing("reading") {
      try withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 64) { buffer in
        while case let count = try file.read(into: buffer), count > 0 {
          try Task.checkCancellation()
          hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          size += Int64(count)
        }
      }
    }
  }

  /// Adds bytes at the end.
  func append(_ part: ByteBuffer) throws {
    try doing("writing") {
      try part.withUnsafeReadableBytes { bytes in
        try file.writeAll(bytes)
        hash.update(bytes)
        size += Int64(bytes.count)
      }
    }
  }

  /// Throws away what is there.
  func startAgain() throws {
    try doing("emptying") {
      try file.resize(to: 0)
      try file.seek(offset: 0, from: .start)
    }
    hash = RunningHash(hash.algorithm)
    size = 0
  }

  /// The hash of what is there.
  var digest: ImageHash { hash.value }

  private func doing(_ what: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as Errno {
      throw BuildError(
        .host, "\(what) the file \(path): \(error)",
        hint: error == .noSpace ? "make room on that file system" : nil)
    }
  }
}
