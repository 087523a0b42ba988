import BuildFoundation

/// A crypt(3) hash of a password, or the name of a secret that holds one.
///
/// Encodes as a digest: what is shown of a step's inputs must not hold it. A reference to a secret
/// stays one.
public struct PasswordHash: Sendable, Hashable {
  /// The hash.
  public var text: Located<String>

  /// Makes a hash.
  public init(_ text: Located<String>) {
    self.text = text
  }

  /// Whether `text` is a password hash of crypt(5) that `/etc/shadow` can hold.
  ///
  /// The unsalted and DES kinds are left out: they are weak, and look like a password in plain text.
  public static func isHash(_ text: String) -> Bool {
    if ["!", "*", "!*"].contains(text) { return true }
    let kinds = [
      "1", "2a", "2b", "2x", "2y", "5", "6", "7", "y", "gy", "sha1", "md5", "sm3", "sm3y",
    ]
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty, kinds.contains(String(parts[1])) else { return false }
    let isPlain = text.unicodeScalars.allSatisfy { (0x21...0x7e).contains($0.value) && $0 != ":" }
    return isPlain && (parts.last?.count ?? 0) >= 22
  }
}

extension PasswordHash: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let isReference = text.value.contains("${secret.")
    try container.encode(isReference ? text.value : Digest.sha256(text.value).hex)
  }
}
