import BuildFoundation

/// A text that is to be kept from readers, or the name of a secret that holds it.
///
/// Encodes as a digest: what is shown of a step's inputs must not hold it. A reference to a secret stays one.
public struct SecretText: Sendable, Hashable {
  /// The text, or `${secret.NAME}`.
  public var text: Located<String>

  /// Makes a text.
  public init(_ text: Located<String>) {
    self.text = text
  }

  /// Whether a secret is named, whose value nobody knows before it is needed.
  public var isReference: Bool { text.value.contains("${secret.") }
}

extension SecretText: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(isReference ? text.value : Digest.sha256(text.value).hex)
  }
}

extension SecretText: CustomStringConvertible, CustomReflectable {
  /// Stars, however long it is.
  public var description: String { isReference ? text.value : "***" }
  /// Nothing of it.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
