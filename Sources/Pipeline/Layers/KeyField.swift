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
