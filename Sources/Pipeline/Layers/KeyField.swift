import BuildFoundation
import Foundation

/// One named input of a layer.
public struct KeyField: Sendable, Equatable {
  /// What the input is: `action`, `file:files/index.html`.
  public var name: String
  /// The input itself, or its digest.
  public var value: String

  /// Makes a field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// A field with `value` as JSON with sorted keys, which is the same for equal values.
  public init(_ name: String, encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.init(name, String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension [KeyField] {
  /// The digest of each value by name: enough to tell what changed, and nothing that a reader of the
  /// store learns.
  var digests: [String: String] {
    Dictionary(map { ($0.name, Digest.sha256($0.value).hex) }) { Digest.sha256($0 + $1).hex }
  }
}
