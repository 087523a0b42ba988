import BuildFoundation
import Yams

/// Reads the values of a mapping by their keys; keys that it does not know have been reported.
struct MappingReader {
  let location: SourceLocation
  let reading: RecipeReading
  /// How messages call the mapping.
  let what: String
  private let values: [String: ValueReader]
  /// The known keys that are given, in their order.
  let given: [Located<String>]
  /// Whether there were keys that the mapping does not know.
  let hasUnknownKeys: Bool

  init(_ mapping: Node.Mapping, keys: [String], of owner: ValueReader) {
    what = owner.what
    location = owner.location
    reading = owner.reading
    var values: [String: ValueReader] = [:]
    var given: [Located<String>] = []
    for (key, value) in mapping {
      let keyLocation = reading.location(of: key)
      guard let name = key.scalar?.string, keys.contains(name) else {
        Self.reportUnknown(key, keys: keys, owner, keyLocation)
        continue
      }
      values[name] = ValueReader(value, what: "`\(name)`", keyLocation: keyLocation, reading)
      given.append(Located(name, at: keyLocation))
    }
    hasUnknownKeys = given.count < mapping.count
    self.values = values
    self.given = given
  }

  /// The value of `key`; nil when the key is left out.
  subscript(_ key: String) -> ValueReader? { values[key] }

  /// The value of `key`; reports that it is missing.
  func required(_ key: String, hint: String? = nil) -> ValueReader? {
    if let value = values[key] { return value }
    reading.fault("\(what) needs the key `\(key)`", at: location, hint: hint)
    return nil
  }

  private static func reportUnknown(
    _ key: Node, keys: [String], _ owner: ValueReader, _ location: SourceLocation
  ) {
    guard let name = key.scalar?.string else {
      owner.reading.fault("a key of \(owner.what) must be a text", at: location)
      return
    }
    let hint: String
    if let near = nearestName(to: name, in: keys) {
      hint = "did you mean `\(near)`?"
    } else {
      hint = "known keys: " + keys.joined(separator: ", ")
    }
    let shown = owner.shortened(name)
    owner.reading.fault("unknown key `\(shown)` in \(owner.what)", at: location, hint: hint)
  }
}
