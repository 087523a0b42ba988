import BuildFoundation
import Foundation
import StorageDaemon
import SystemPackage

/// The host's end of the virtio port on which an instance runs commands; its calls block.
actor CommandPort {
  private let executor = DispatchQueueExecutor(label: "imgbuild.command-port")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// How long a call waits before it looks whether its task was cancelled, in milliseconds.
  private static let pause: Int32 = 200

  private let socket: FileDescriptor
  private var splitter = LineSplitter(limit: 1 << 20)
  private var lines: [String] = []

  /// Connects to the socket that QEMU listens on.
  ///
  /// Throws a `buildFailed` error when nobody listens, because the guest is gone.
  init(_ path: FilePath) throws {
    do {
      socket = try UnixSocket.connect(to: path)
    } catch let error as Errno {
      throw BuildError(.buildFailed, "reaching the guest: its port does not answer: \(error)")
    }
  }

  deinit { try? socket.close() }

  func send(_ line: String) throws {
    do {
      try socket.writeAll("\(line)\n".utf8)
    } catch {
      throw BuildError(.buildFailed, "asking the guest to run a command: \(error.reason)")
    }
  }

  /// The next line; nil at `end`.
  ///
  /// Throws a `buildFailed` error when the guest has ended.
  func nextLine(until end: ContinuousClock.Instant) async throws -> String? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while lines.isEmpty {
      try Task.checkCancellation()
      guard ContinuousClock.now < end else { return nil }
      var request = pollfd(fd: socket.rawValue, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, Self.pause) > 0 else { continue }
      let count = recv(socket.rawValue, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw BuildError(
          .buildFailed, "waiting for the guest: it ended", hint: "its console log says why")
      }
      lines += splitter.push(buffer[..<count])
    }
    return lines.removeFirst()
  }
}
