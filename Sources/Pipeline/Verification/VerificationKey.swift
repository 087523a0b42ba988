import Foundation

/// An SSH key for instances that are verified.
///
/// Its 32 bytes are an arbitrary row, whose private half nobody knows: it opens no door, wherever it is left.
enum VerificationKey {
  /// The key as a line of `authorized_keys` (RFC 8709).
  static let text: String = {
    func field(_ bytes: some Collection<UInt8>) -> [UInt8] {
      [0, 0, 0, UInt8(bytes.count)] + bytes
    }
    let point = (0..<32).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 13) }
    let blob = field(Array("ssh-ed25519".utf8)) + field(point)
    return "ssh-ed25519 \(Data(blob).base64EncodedString()) imgbuild-verify"
  }()
}
