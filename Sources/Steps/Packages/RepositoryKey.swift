import BuildFoundation
import Foundation
import Recipes
import SystemPackage

/// The public key of a package repository, read from a file beside the recipe.
struct RepositoryKey: Sendable {
  /// How the key is written down.
  enum Form: Sendable {
    /// OpenPGP in ASCII armour.
    case armoured
    /// OpenPGP as it is.
    case binary
    /// A plain RSA key, as apk has it.
    case pem
  }

  /// The file's own name; apk finds a key by it.
  let fileName: String
  let form: Form
  let content: [UInt8]

  /// Throws a `recipe` error when the file is no public key; a private key must not get into an image.
  init(_ file: RecipeFile) throws {
    fileName = file.path.lastComponent?.string ?? file.name
    guard let data = FileManager.default.contents(atPath: file.path.string) else {
      throw BuildError(.recipe, "reading the key \(file.name): it cannot be read")
    }
    content = Array(data)
    form = try Self.form(of: content, name: file.name)
  }

  private static func form(of content: [UInt8], name: String) throws -> Form {
    let text = String(decoding: content, as: UTF8.self)
    if text.contains("PRIVATE KEY") || packetTag(content) == .secretKey {
      throw BuildError(
        .recipe, "reading the key \(name): it is a private key, which must not get into an image",
        hint: "give the public one: `gpg --armor --export KEY`")
    }
    if text.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----") { return .armoured }
    if text.contains("-----BEGIN PUBLIC KEY-----") { return .pem }
    if packetTag(content) == .publicKey { return .binary }
    if content.dropFirst(8).starts(with: "KBXf".utf8) {
      throw BuildError(
        .recipe,
        "reading the key \(name): it is a keybox of GnuPG, which package managers do not read",
        hint: "export the key: `gpg --no-default-keyring --keyring ./\(name) --armor --export`")
    }
    throw BuildError(
      .recipe, "reading the key \(name): it is neither an OpenPGP nor a PEM public key")
  }

  /// Tags of OpenPGP packets (RFC 4880, section 4.3).
  private enum PacketTag: UInt8 {
    case secretKey = 5
    case publicKey = 6
  }

  private static func packetTag(_ content: [UInt8]) -> PacketTag? {
    guard let first = content.first, first & 0x80 != 0 else { return nil }
    return PacketTag(rawValue: first & 0x40 != 0 ? first & 0x3f : (first & 0x3c) >> 2)
  }

  /// The key in ASCII armour, the only form that rpm takes (RFC 4880, section 6).
  var armouredContent: [UInt8] {
    guard form == .binary else { return content }
    let crc = Self.checksum(content)
    let bytes = [UInt8(crc >> 16 & 0xff), UInt8(crc >> 8 & 0xff), UInt8(crc & 0xff)]
    let body = Data(content).base64EncodedString(options: [
      .lineLength64Characters, .endLineWithLineFeed,
    ])
    return Array(
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      \(body)
      =\(Data(bytes).base64EncodedString())
      -----END PGP PUBLIC KEY BLOCK-----

      """.utf8)
  }

  /// CRC-24 with OpenPGP's start value and polynomial (RFC 4880, section 6.1).
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    content.reduce(0xb7_04ce) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte) << 16) { value, _ in
        let shifted = value << 1
        return (shifted & 0x100_0000 == 0 ? shifted : shifted ^ 0x186_4cfb) & 0xff_ffff
      }
    }
  }

  /// Throws a `recipe` error unless the key is OpenPGP.
  func checkOpenPGP(for repository: PackageRepository) throws {
    guard form == .pem else { return }
    throw BuildError(
      .recipe,
      "adding the repository \(repository.name.value): its key is not an OpenPGP key, which the "
        + "guest's package manager needs")
  }
}
