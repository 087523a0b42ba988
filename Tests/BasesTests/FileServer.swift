import Foundation
import Synchronization
import SystemPackage

/// A web server on the loopback address that serves files as vendors' servers do: with ranges, tags,
/// and everything that goes wrong.
final class FileServer: Sendable {
  struct File: Sendable {
    var content: [UInt8]
    var status = 200
    var type = "application/octet-stream"
    var ignoresRanges = false
    /// Where the connection is cut the first time; nil for never.
    var cut: Int?
    /// How long the first byte waits.
    var delay = 0.0

    var tag: String {
      "\"\(content.count)-\(content.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) })\""
    }
  }

  private let descriptor: Int32
  private let port: UInt16
  private let state = Shared()

  /// What the threads of the server share; they must not keep the server itself.
  private final class Shared: Sendable {
    let mutex = Mutex<(files: [String: File], requests: [String])>(([:], []))
  }

  init(_ files: [String: [UInt8]] = [:]) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (descriptor, found) = (
      descriptor,
      withUnsafeMutablePointer(to: &address) {
        [descriptor] pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            && listen(descriptor, 16) == 0
        }
      }
    )
    guard found else { throw Errno(rawValue: errno) }
    port = UInt16(bigEndian: address.sin_port)
    state.mutex.withLock { $0.files = files.mapValues { File(content: $0) } }
    Thread.detachNewThread { [state] in
      while case let client = accept(descriptor, nil, nil), client >= 0 {
        Thread.detachNewThread { Self.serve(client, state) }
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  func url(_ name: String) -> String { "http://127.0.0.1:\(port)/\(name)" }

  /// The first line of each request and the range that it asks for, oldest first.
  var requests: [String] { state.mutex.withLock { $0.requests } }

  subscript(name: String) -> File? {
    get { state.mutex.withLock { $0.files[name] } }
    set { state.mutex.withLock { $0.files[name] = newValue } }
  }

  private static func serve(
    _ client: Int32, _ state: Shared
  ) {
    defer { close(client) }
    guard let request = Request(client) else { return }
    let file = state.mutex.withLock { state in
      state.requests.append(request.range.map { "\(request.name) from \($0)" } ?? request.name)
      let file = state.files[request.name]
      state.files[request.name]?.cut = nil
      return file
    }
    guard let file else { return send(client, "404 Not Found", type: "text/html", []) }
    Thread.sleep(forTimeInterval: file.delay)
    if file.status != 200 { return send(client, "\(file.status) X", type: file.type, []) }
    if request.fields["if-none-match"] == file.tag {
      return send(client, "304 Not Modified", type: file.type, [], "ETag: \(file.tag)\r\n")
    }
    let isSame = request.fields["if-range"].map { $0 == file.tag } ?? true
    if let start = request.range, !file.ignoresRanges, isSame {
      guard start < file.content.count else {
        return send(client, "416 Range Not Satisfiable", type: file.type, [])
      }
      let total = file.content.count
      send(
        client, "206 Partial Content", type: file.type, file.content[start...],
        "ETag: \(file.tag)\r\nContent-Range: bytes \(start)-\(total - 1)/\(total)\r\n")
    } else {
      send(
        client, "200 OK", type: file.type, file.content[...], "ETag: \(file.tag)\r\n",
        cut: file.cut)
    }
  }

  private static func send(
    _ client: Int32, _ status: String, type: String, _ body: ArraySlice<UInt8>,
    _ fields: String = "", cut: Int? = nil
  ) {
    let head =
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
      + "Connection: close\r\n\(fields)\r\n"
    var bytes = Array(head.utf8) + body.prefix(cut ?? body.count)
    while !bytes.isEmpty {
      // A client that has gone is no reason to end the test.
      let count = Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      guard count > 0 else { return }
      bytes.removeFirst(count)
    }
  }

  private struct Request {
    let name: String
    var fields: [String: String] = [:]
    var range: Int? {
      fields["range"].flatMap { Int($0.dropFirst("bytes=".count).prefix { $0 != "-" }) }
    }

    init?(_ client: Int32) {
      var text = ""
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !text.contains("\r\n\r\n") {
        let count = read(client, &buffer, buffer.count)
        guard count > 0 else { return nil }
        text += String(decoding: buffer[..<count], as: UTF8.self)
      }
      let lines = text.split(separator: "\r\n")
      let words = lines[0].split(separator: " ")
      guard words.count > 1 else { return nil }
      name = String(words[1].dropFirst().prefix { $0 != "?" })
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        fields[line[..<colon].lowercased()] =
          line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
  }
}
