import Foundation

/// What the connection plugin asks for, as a line of JSON.
struct AnsibleRequest: Decodable {
  enum Operation: String, Decodable {
    /// Run `command`, a line for a shell, with `input` as its standard input.
    case run
    /// Copy the file `hostPath` to `guestPath`.
    case put
    /// Give the content of `guestPath`.
    case fetch
  }

  var operation: Operation
  var command: String?
  var input: Data?
  var hostPath: String?
  var guestPath: String?
}

/// The answer, as a line of JSON.
struct AnsibleAnswer: Encodable {
  var status: Int32?
  /// Standard output, or the content of a file.
  var output: Data?
  /// Standard error.
  var errors: Data?
  /// Why the request could not be met.
  var failure: String?
}
