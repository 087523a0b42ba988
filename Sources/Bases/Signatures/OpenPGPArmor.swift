import Foundation

/// The text form of OpenPGP data, RFC 9580 section 6.
///
/// gpgv reads binary keyrings only, and vendors publish armoured ones.
enum OpenPGPArmor {
  private static let begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
  private static let end = "-----END PGP PUBLIC KEY BLOCK-----"

  /// The binary form of all blocks in `content`; `content` itself when it has none; nil when a block
  /// is damaged.
  ///
  /// The checksum at the end of a block is not looked at: the RFC asks not to rely on it, and a damaged
  /// key verifies nothing.
  static func decoded(_ content: [UInt8]) -> [UInt8]? {
    let text = String(decoding: content, as: UTF8.self)
    guard text.contains(begin) else { return content }
    var result: [UInt8] = []
    var body: String?
    var isInHeaders = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line == begin {
        body = ""
        isInHeaders = true
      } else if line == end {
        guard let data = body.flatMap({ Data(base64Encoded: $0) }), !data.isEmpty else {
          return nil
        }
        result += data
        body = nil
      } else if isInHeaders {
        // Headers such as `Comment: …` end with an empty line; blocks without either are seen too.
        isInHeaders = line.contains(": ")
        if !isInHeaders { body? += line }
      } else if !line.hasPrefix("=") {
        body? += line
      }
    }
    return body == nil ? result : nil
  }
}
