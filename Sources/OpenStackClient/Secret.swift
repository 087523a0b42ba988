/// A password or a token: a text that is sent to a service, and never shown.
///
/// It describes, dumps and reflects as a placeholder, so that no log, error or test output can hold
/// it by accident; it is not `Codable` for the same reason.
public struct Secret: Sendable, Hashable {
  /// The text itself, for the request that needs it.
  public let revealed: String

  /// Wraps a text.
  public init(_ text: String) {
    revealed = text
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder.
  public var description: String { "<secret>" }
  /// A placeholder.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

extension String {
  /// The text with every occurrence of the secrets replaced: services echo what they were sent.
  func hiding(_ secrets: some Sequence<Secret>) -> String {
    // Replacing something as short as a letter would only show how short it is.
    secrets.filter { $0.revealed.count >= 4 }.reduce(self) { text, secret in
      text.replacing(secret.revealed, with: secret.description)
    }
  }
}
