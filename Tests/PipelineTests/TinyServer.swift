import Foundation
import Synchronization
import SystemPackage

/// A web server on the loopback address that has a port at once, and answers after `listen()`.
final class TinyServer: Sendable {
  struct Answer: Sendable {
    var status: Int
    var body: String
  }

  let port: UInt16
  private let descriptor: Int32
  private let state: Mutex<(answers: [Answer], requests: [String])>

  /// The last answer is given again and again.
  init(answers: [Answer]) throws {
    state = Mutex((answers, []))
    (descriptor, port) = try Self.bound()
  }

  private static func bound() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard found else { throw Errno(rawValue: errno) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  /// The first line of each request, oldest first.
  var requests: [String] { state.withLock { $0.requests } }

  func listen() throws {
    guard Glibc.listen(descriptor, 8) == 0 else { throw Errno(rawValue: errno) }
    Thread.detachNewThread { [self] in
      while case let client = accept(descriptor, nil, nil), client >= 0 { serve(client) }
    }
  }

  /// Ends the thread that serves.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32) {
    defer { close(client) }
    var request = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !request.contains("\r\n\r\n") {
      let count = read(client, &buffer, buffer.count)
      guard count > 0 else { return }
      request += String(decoding: buffer[..<count], as: UTF8.self)
    }
    let answer = state.withLock { state in
      state.requests.append(String(request.prefix { $0 != "\r\n" }))
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
    let text =
      "HTTP/1.1 \(answer.status) X\r\nContent-Length: \(answer.body.utf8.count)\r\n"
      + "Connection: close\r\n\r\n\(answer.body)"
    _ = write(client, text, text.utf8.count)
  }
}
