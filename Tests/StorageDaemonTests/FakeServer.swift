import Foundation
import SystemPackage

@testable import StorageDaemon

/// The other end of a QMP connection: a thread that answers each line as `answer` says.
final class FakeServer: Sendable {
  /// The client's end.
  let client: FileDescriptor
  private let server: FileDescriptor

  /// `answer` gets a command and gives the lines to send; nil hangs up.
  init(
    greeting: String = #"{"QMP": {"version": {}, "capabilities": []}}"#,
    answer: @escaping @Sendable (QMPValue) -> [String]?
  ) throws {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw Errno(rawValue: errno)
    }
    client = FileDescriptor(rawValue: ends[0])
    let server = FileDescriptor(rawValue: ends[1])
    self.server = server
    Thread.detachNewThread {
      defer { try? server.close() }
      Self.send(greeting, to: server)
      var rest: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = buffer.withUnsafeMutableBytes { (try? server.read(into: $0)) ?? 0 }
        guard count > 0 else { return }
        rest += buffer[..<count]
        while let end = rest.firstIndex(of: 10) {
          let line = String(decoding: rest[..<end], as: UTF8.self)
          rest.removeSubrange(...end)
          guard let command = try? QMPValue(json: line), let lines = answer(command) else { return }
          for line in lines { Self.send(line, to: server) }
        }
      }
    }
  }

  /// Says something unasked.
  func say(_ line: String) { Self.send(line, to: server) }

  private static func send(_ line: String, to server: FileDescriptor) {
    guard !line.isEmpty else { return }
    _ = try? server.writeAll("\(line)\r\n".utf8)
  }
}

extension QMPValue {
  /// An answer to this command.
  func answer(_ result: String = "{}") -> String {
    #"{"return": \#(result), "id": \#(self["id"]?.integer ?? -1)}"#
  }

  var command: String? { self["execute"]?.string }
}
