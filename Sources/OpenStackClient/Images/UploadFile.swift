import AsyncAlgorithms
import BuildFoundation
import NIOCore
import SystemPackage

/// The file that an upload comes from, hashed as it is read; on a queue of its own, because disks block.
actor UploadFile {
  private let executor = DispatchQueueExecutor(label: "upload")
  private let path: FilePath
  private let file: SystemPackage.FileDescriptor
  private var hash: RunningHash
  private var rest: Int64
  /// The bytes that it had when it was opened, which are all that is sent.
  nonisolated let size: Int64

  /// Large enough that calls cost nothing, small enough that three of them do not count.
  private static let part = 1 << 20

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Opens the file; throws a `host` error when that cannot be done, or it is empty.
  init(_ path: FilePath, _ algorithm: ImageHash.Algorithm = .sha512, doing: String) throws {
    self.path = path
    hash = RunningHash(algorithm)
    do {
      file = try SystemPackage.FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      size = try file.seek(offset: 0, from: .end)
      try file.seek(offset: 0, from: .start)
    } catch {
      throw BuildError(.host, "\(doing): opening the file \(path): \(error)")
    }
    rest = size
    guard size > 0 else { throw BuildError(.host, "\(doing): the file \(path) is empty") }
  }

  deinit { try? file.close() }

  /// Hands all parts on, and gives the hash: while one is sent, the next is read and hashed.
  func send(
    to channel: AsyncThrowingChannel<ByteBuffer, any Error>, doing: String,
    _ onProgress: @Sendable (ByteCount) -> Void
  ) async throws -> SentData {
    var said = ContinuousClock.now
    while let part = try next(doing: doing) {
      await channel.send(part)
      // A channel lets go of who is cancelled, without the part.
      try Task.checkCancellation()
      if ContinuousClock.now - said > .milliseconds(100) {
        said = .now
        onProgress(ByteCount(bytes: size - rest))
      }
    }
    channel.finish()
    return SentData(path: path, size: ByteCount(bytes: size), hash: hash.value)
  }

  /// The hash of the whole file.
  func digest(doing: String) throws -> ImageHash {
    while try next(doing: doing) != nil { try Task.checkCancellation() }
    return hash.value
  }

  private func next(doing: String) throws -> ByteBuffer? {
    guard rest > 0 else { return nil }
    let wanted = Int(min(rest, Int64(Self.part)))
    var part = ByteBufferAllocator().buffer(capacity: wanted)
    do {
      try part.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
        var count = 0
        while count < wanted {
          let more = try file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: space[count..<wanted]))
          guard more > 0 else { break }
          count += more
        }
        return count
      }
    } catch {
      throw BuildError(.host, "\(doing): reading the file \(path): \(error)")
    }
    guard part.readableBytes == wanted else {
      throw BuildError(
        .host, "\(doing): the file \(path) became shorter while it was read",
        hint: "let nothing write to it, and try again")
    }
    part.withUnsafeReadableBytes { hash.update($0) }
    rest -= Int64(wanted)
    return part
  }
}
