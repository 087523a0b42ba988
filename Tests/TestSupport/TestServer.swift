import Foundation
import Synchronization
import SystemPackage

/// A web server on the loopback address that answers as a closure says, one request a connection.
public final class TestServer: Sendable {
  /// What it was asked.
  public struct Request: Sendable {
    /// `GET` and the like.
    public var method: String
    /// Path and query as they were sent.
    public var target: String
    /// With names in lower case.
    public var headers: [String: String]
    /// The body as text.
    public var body: String
  }

  /// What it answers.
  public struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]
    let cut: Int?

    /// Makes an answer; `cut` is the bytes of the body after which the connection is cut.
    public init(
      status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], cut: Int? = nil
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.cut = cut
    }

    /// An answer with a text as its body.
    public static func json(
      _ text: String, status: Int = 200, headers: [String: String] = [:]
    ) -> Answer {
      Answer(status: status, headers: headers, body: Array(text.utf8))
    }
  }

  /// The port.
  public let port: UInt16
  private let descriptor: Int32
  private let answer: @Sendable (Request) -> Answer
  private let seen = Mutex<[Request]>([])

  /// Takes a port; `run` answers.
  public init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    self.answer = answer
    (descriptor, port) = try LoopbackSocket.listen()
  }

  deinit { close(descriptor) }

  /// Where it is.
  public var url: String { "http://127.0.0.1:\(port)" }
  /// The requests so far, oldest first.
  public var requests: [Request] { seen.withLock { $0 } }
  /// Their first lines.
  public var lines: [String] { requests.map { "\($0.method) \($0.target)" } }

  /// Answers while `body` runs.
  public func run<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    Thread.detachNewThread { [self] in
      while case let client = accept(descriptor, nil, nil), client >= 0 { serve(client) }
    }
    defer { shutdown(descriptor, Int32(SHUT_RDWR)) }
    return try await body()
  }

  private func serve(_ client: Int32) {
    defer { close(client) }
    guard let request = Self.request(from: client) else { return }
    seen.withLock { $0.append(request) }
    let answer = answer(request)
    var head = "HTTP/1.1 \(answer.status) Status\r\nConnection: close\r\n"
    if answer.status != 204 { head += "Content-Length: \(answer.body.count)\r\n" }
    for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
    let bytes = Array("\(head)\r\n".utf8) + answer.body.prefix(answer.cut ?? .max)
    _ = bytes.withUnsafeBytes { LoopbackSocket.send($0, to: client) }
  }

  private static func request(from client: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    func more() -> Bool {
      let count = read(client, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] }
      return count > 0
    }
    var end: Range<Int>?
    while end == nil {
      guard more() else { return nil }
      end = bytes.firstRange(of: Array("\r\n\r\n".utf8))
    }
    guard let end else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let headers = Dictionary(
      lines.dropFirst().compactMap { line -> (String, String)? in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
      }, uniquingKeysWith: { $1 })
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    while bytes.count < end.upperBound + length, more() {}
    let words = lines[0].split(separator: " ").map(String.init)
    guard words.count == 3 else { return nil }
    return Request(
      method: words[0], target: words[1], headers: headers,
      body: String(decoding: bytes[end.upperBound...], as: UTF8.self))
  }
}
