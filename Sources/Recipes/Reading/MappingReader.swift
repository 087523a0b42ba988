import BuildFoundation

/// Reads the values of a mapping by their keys; keys that its shape does not have have been reported.
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

  init(
    _ mapping: [(key: RecipeNode, value: RecipeNode)], shape: Shape, of owner: ValueReader
  ) {
    what = owner.what
    location = owner.location
    reading = owner.reading
    var values: [String: ValueReader] = [:]
    var given: [Located<String>] = []
    for (key, value) in mapping {
      guard let name = key.text, shape.names.contains(name) else {
        Self.reportUnknown(key, shape: shape, owner)
        continue
      }
      values[name] = ValueReader(value, what: "`\(name)`", keyLocation: key.location, reading)
      given.append(Located(name, at: key.location))
    }
    hasUnknownKeys = given.count < mapping.count
    self.values = values
    self.given = given
    checkChoice(shape.exactlyOne)
  }

  /// The value of `key`; nil when the key is left out.
  subscript(_ key: String) -> ValueReader? { values[key] }

  /// The value of `key`; reports that it is missing.
  func required(_ key: String, hint: String? = nil) -> ValueReader? {
    if let value = values[key] { return value }
    reading.fault("\(what) needs the key `\(key)`", at: location, hint: hint)
    return nil
  }

  /// Reports a fault of the mapping as a whole.
  func fault(_ message: String, hint: String? = nil) {
    reading.fault(message, at: location, hint: hint)
  }

  /// Reports when there is none of `keys`, or more than one.
  private func checkChoice(_ keys: [String]) {
    guard !keys.isEmpty else { return }
    let found = given.filter { keys.contains($0.value) }
    let names = keys.map { "`\($0)`" }.joined(separator: " or ")
    if found.isEmpty, !hasUnknownKeys {
      fault("\(what) needs the key \(names)")
    } else if let second = found.dropFirst().first {
      reading.fault("\(what) takes either \(names), not both", at: second.location)
    }
  }

  private static func reportUnknown(_ key: RecipeNode, shape: Shape, _ owner: ValueReader) {
    guard let name = key.text else {
      owner.reading.fault("a key of \(owner.what) must be a text", at: key.location)
      return
    }
    let hint: String
    if let known = shape.hints[name] {
      hint = known
    } else if let near = nearestName(to: name, in: shape.names) {
      hint = "did you mean `\(near)`?"
    } else {
      hint = "known keys: " + shape.names.joined(separator: ", ")
    }
    let shown = owner.shortened(name)
    owner.reading.fault("unknown key `\(shown)` in \(owner.what)", at: key.location, hint: hint)
  }
}
