import BuildFoundation
import Foundation

/// The content address of a layer: what went into it, never what came out.
///
/// Equal keys mean that the layer can be used again; every input of a step must be in its key.
public struct LayerKey: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Digits of a key.
  static let digits = 64

  /// SHA-256 in lower-case hexadecimal.
  public let hex: String

  /// The key of a layer on top of `parent`, decided by `fields`.
  ///
  /// Fields are framed by their lengths, so that no two lists of fields give the same bytes.
  public init(on parent: LayerKey?, _ fields: [KeyField]) {
    var text = "imgbuild-layer-1\n"
    for field in [KeyField("parent", parent?.hex ?? "")] + fields {
      text += "\(field.name.utf8.count) \(field.value.utf8.count)\n\(field.name)\n\(field.value)\n"
    }
    hex = Digest.sha256(text).hex
  }

  /// A key that is written down.
  init(hex: String) {
    self.hex = hex
  }

  public init(from decoder: any Decoder) throws {
    hex = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }

  /// The first twelve digits: enough for a reader to tell layers apart.
  public var description: String { String(hex.prefix(12)) }
}
