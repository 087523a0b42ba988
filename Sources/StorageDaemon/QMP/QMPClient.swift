import BuildFoundation
import Foundation
import Glibc
import Synchronization
public import SystemPackage

/// A connection to a QMP server over a Unix socket.
///
/// Commands can be sent from any task and overlap; each answer finds its command by its id. A thread
/// of its own reads, because a blocking `read` is the one thing that needs no event loop.
public final class QMPClient: Sendable {
  /// How long a command may take when the caller says nothing else.
  public static let defaultLimit = Duration.seconds(30)

  let state = Mutex(State())
  private let descriptor: FileDescriptor

  /// What is known of the connection; only touched under the lock.
  struct State {
    var nextID: Int64 = 1
    var waiting: [Int64: CheckedContinuation<QMPValue, any Error>] = [:]
    var listeners: [Int: AsyncStream<QMPEvent>.Continuation] = [:]
    var nextListener = 0
    var ended: (any Error)?
  }

  /// The id under which the greeting is awaited; no command has it.
  static let greeting: Int64 = 0

  /// Takes over a connected stream socket, waits for the greeting and leaves negotiation mode.
  ///
  /// Throws `timedOut` when there is no greeting within `limit`, and `buildFailed` when the server
  /// goes away.
  public static func open(
    _ descriptor: FileDescriptor, limit: Duration = defaultLimit
  ) async throws -> QMPClient {
    let client = QMPClient(descriptor)
    do {
      _ = try await client.answer(to: greeting, waitingFor: "QMP's greeting", limit: limit) {
        client.startReading()
      }
      _ = try await client.execute("qmp_capabilities", limit: limit)
      return client
    } catch {
      client.close()
      throw error
    }
  }

  /// Connects anew until the server greets, which each time has as long as `patience`.
  ///
  /// A server that has only just begun to listen may accept a connection before its monitor is there
  /// to greet it, and never make up for that. Throws what `connect` does, and as `open(_:limit:)`.
  static func open(
    patience: Duration, connect: () throws -> FileDescriptor
  ) async throws -> QMPClient {
    while true {
      do {
        return try await open(try connect(), limit: patience)
      } catch let error as BuildError where error.code == .timedOut {
        try Task.checkCancellation()
      }
    }
  }

  private init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  /// Ends the connection; commands that wait for an answer throw.
  public func close() {
    end(BuildError(.buildFailed, "talking to the storage daemon: the connection was closed"))
  }

  deinit {
    // The reading thread holds the client, so here it has ended: nobody uses the descriptor.
    try? descriptor.close()
  }

  /// Marks the connection as ended, tells everyone who waits, and wakes the reading thread.
  func end(_ error: any Error) {
    let (waiting, listeners) = state.withLock { state in
      if state.ended == nil { state.ended = error }
      defer {
        state.waiting = [:]
        state.listeners = [:]
      }
      return (state.waiting.values, state.listeners.values)
    }
    shutdown(descriptor.rawValue, Int32(SHUT_RDWR))
    for continuation in waiting { continuation.resume(throwing: error) }
    for listener in listeners { listener.finish() }
  }

  /// Sends one line.
  ///
  /// Never raises SIGPIPE, which would end the whole program.
  func send(_ line: [UInt8]) throws {
    var rest = line[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor.rawValue, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Errno(rawValue: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  private func startReading() {
    Thread.detachNewThread { [self] in
      // Answers such as a list of all block nodes run to hundreds of kilobytes.
      var splitter = LineSplitter(limit: 64 << 20)
      withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
        while let count = try? descriptor.read(into: buffer), count > 0 {
          for line in splitter.push(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
            receive(line)
          }
        }
      }
      end(BuildError(.buildFailed, "talking to the storage daemon: it closed the connection"))
    }
  }
}
