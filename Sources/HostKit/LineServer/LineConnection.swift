import BuildFoundation
import Foundation

/// A connection of a `LineServer`; its blocking calls are made on a thread of its own.
actor LineConnection {
  private let executor = DispatchQueueExecutor(label: "imgbuild.line-connection")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let socket: LineSocket
  private var received: [UInt8] = []

  private init(_ socket: LineSocket) {
    self.socket = socket
  }

  /// The next connection; nil once the listener was shut down.
  static func accept(from listener: LineSocket) async -> LineConnection? {
    await LineConnection(listener).accepted().map { LineConnection(LineSocket($0)) }
  }

  private func accepted() -> Int32? {
    while true {
      let descriptor = Glibc.accept(socket.number, nil, nil)
      if descriptor >= 0 {
        // What is started meanwhile may inherit it for a moment; an answer ends with its line.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// Answers lines until the other side ends the connection, or the task is cancelled.
  func serve(_ answer: @Sendable ([UInt8]) async -> [UInt8]) async {
    let socket = socket
    await withTaskCancellationHandler {
      while let line = nextLine() {
        guard send(await answer(line)) else { break }
      }
    } onCancel: {
      socket.shutDown()
    }
    socket.close()
  }

  private func nextLine() -> [UInt8]? {
    var searched = 0
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { received.removeSubrange(...end) }
        return Array(received[..<end])
      }
      searched = received.count
      guard received.count < LineServer.longestRequest else { return nil }
      let count = recv(socket.number, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      received += buffer[..<count]
    }
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
