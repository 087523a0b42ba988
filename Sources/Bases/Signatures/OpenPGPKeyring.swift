import Crypto
import Foundation

/// The public keys in a binary keyring, as far as messages need them: RFC 9580 sections 4 and 5.5.
struct OpenPGPKeyring {
  /// The fingerprints of the primary keys, in upper-case hexadecimal.
  private(set) var fingerprints: [String] = []

  /// Reads as many packets as are whole.
  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let (tag, body) = Self.packet(&rest) {
      // 6 is a primary public key; the 16 bytes of a version 4 key's name are its SHA-1.
      guard tag == 6, body.first == 4, body.count < 1 << 16 else { continue }
      let framed = [0x99, UInt8(body.count >> 8), UInt8(body.count & 0xff)] + body
      let hash = Insecure.SHA1.hash(data: framed)
      fingerprints.append(hash.map { String(format: "%02X", $0) }.joined())
    }
  }

  private static func packet(
    _ rest: inout ArraySlice<UInt8>
  ) -> (tag: UInt8, body: ArraySlice<UInt8>)? {
    guard let first = rest.popFirst(), first & 0x80 != 0 else { return nil }
    let isNew = first & 0x40 != 0
    let length = isNew ? newLength(&rest) : oldLength(first & 3, &rest)
    guard let length, length <= rest.count else { return nil }
    let body = rest.prefix(length)
    rest = rest.dropFirst(length)
    return (isNew ? first & 0x3f : (first >> 2) & 0xf, body)
  }

  private static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let first = rest.popFirst() else { return nil }
    switch first {
    case ..<192: return Int(first)
    case ..<224: return rest.popFirst().map { (Int(first) - 192) << 8 + Int($0) + 192 }
    case 255: return number(4, &rest)
    default: return nil
    }
  }

  private static func oldLength(_ type: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
    type == 3 ? rest.count : number(1 << Int(type), &rest)
  }

  private static func number(_ bytes: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.count >= bytes else { return nil }
    defer { rest = rest.dropFirst(bytes) }
    return rest.prefix(bytes).reduce(0) { $0 << 8 + Int($1) }
  }
}
