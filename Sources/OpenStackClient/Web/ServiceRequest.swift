import Foundation

/// A request to a service, before it has a token.
struct ServiceRequest: Sendable {
  var method: String
  var url: String
  var headers: [String: String] = [:]
  var body: [UInt8]?
  /// Whether the service ends in the same state when it gets the request twice.
  var isRepeatable: Bool

  /// Asks for `path` below `endpoint`.
  static func get(
    _ endpoint: String, _ path: [String], query: [(name: String, value: String)] = []
  ) -> ServiceRequest {
    var url = ([endpoint] + path.map { escaped($0) }).joined(separator: "/")
    if !query.isEmpty {
      url += "?" + query.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }
    return ServiceRequest(method: "GET", url: url, isRepeatable: true)
  }

  /// The text for a path or a query; all but the unreserved characters of RFC 3986 is escaped.
  static func escaped(_ text: String) -> String {
    let plain = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
