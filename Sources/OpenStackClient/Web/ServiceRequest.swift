import AsyncAlgorithms
import Foundation
import NIOCore

/// A request to a service, before it has a token.
struct ServiceRequest: Sendable {
  var method: String
  var url: String
  var headers: [String: String] = [:]
  var body: Body?
  /// Whether the service ends in the same state when it gets the request twice.
  var isRepeatable: Bool

  /// What is sent along.
  enum Body: Sendable {
    case bytes([UInt8])
    /// Parts as they come, `length` bytes in all; they come once.
    case stream(AsyncThrowingChannel<ByteBuffer, any Error>, length: Int64)
  }

  /// Whether there is something left to send when the service did not want the first try.
  var canBeSentAgain: Bool { if case .stream = body { false } else { true } }

  /// Asks for `path` below `endpoint`.
  static func get(
    _ endpoint: String, _ path: [String], query: [(name: String, value: String)] = []
  ) -> ServiceRequest {
    var url = url(endpoint, path)
    if !query.isEmpty {
      url += "?" + query.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }
    return ServiceRequest(method: "GET", url: url, isRepeatable: true)
  }

  /// Sends a document, or nothing, to `path` below `endpoint`.
  static func sending(
    _ method: String, _ endpoint: String, _ path: [String], _ document: JSONValue? = nil,
    type: String = "application/json", isRepeatable: Bool
  ) throws -> ServiceRequest {
    var request = ServiceRequest(
      method: method, url: url(endpoint, path), isRepeatable: isRepeatable)
    guard let document else { return request }
    request.headers["Content-Type"] = type
    request.body = .bytes(try document.bytes())
    return request
  }

  private static func url(_ endpoint: String, _ path: [String]) -> String {
    ([endpoint] + path.map { escaped($0) }).joined(separator: "/")
  }

  /// The text for a path or a query; all but the unreserved characters of RFC 3986 is escaped.
  static func escaped(_ text: String) -> String {
    let plain = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
