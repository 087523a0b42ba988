public import BuildFoundation

/// That a service answered, and refused.
///
/// It is the cause of the `BuildError` that such an answer becomes; `status` lets callers act on it.
public struct ServiceFault: Error, Sendable, CustomStringConvertible {
  /// The HTTP status.
  public let status: Int
  /// What the service said of it, as plain text; empty when it said nothing.
  public let words: String
  /// The service's name of the request, which its operators can look for in its logs.
  public let requestID: String?
  /// The sentence that the `BuildError` has.
  public let description: String

  init(
    doing: String, service: String, status: Int, reason: String, words: String, requestID: String?
  ) {
    self.status = status
    self.words = words
    self.requestID = requestID
    let request = requestID.map { " (\($0))" } ?? ""
    let said = words.isEmpty ? "" : ": \(words)"
    description = "\(doing): \(service) answered \(status) \(reason)\(said)\(request)"
  }
}

extension BuildError {
  /// What a service answered, if that is why this failed.
  public var serviceFault: ServiceFault? {
    cause as? ServiceFault ?? (cause as? BuildError)?.serviceFault
  }
}
