import Yams

extension ValueReader {
  /// A mapping whose keys are all among `keys`.
  func mapping(keys: [String]) -> MappingReader? {
    guard let mapping = freeMapping() else { return nil }
    return MappingReader(mapping, keys: keys, of: self)
  }

  /// The pairs of a mapping whose keys are the recipe's own names, in their order.
  func pairs() -> [(key: Located<String>, value: ValueReader)]? {
    guard let mapping = freeMapping() else { return nil }
    return mapping.compactMap { key, value in
      let keyLocation = reading.location(of: key)
      guard let name = key.scalar?.string else {
        reading.fault("a key of \(what) must be a text", at: keyLocation)
        return nil
      }
      let reader = ValueReader(value, what: "`\(name)`", keyLocation: keyLocation, reading)
      return (Located(name, at: keyLocation), reader)
    }
  }

  private func freeMapping() -> Node.Mapping? {
    guard case .mapping(let mapping) = node else {
      mismatch("a mapping of keys and values")
      return nil
    }
    return mapping
  }

  /// What `item` makes of each element of a list; nil when it reported one.
  func list<Element>(of name: String, _ item: (ValueReader) -> Element?) -> [Element]? {
    guard case .sequence(let sequence) = node else {
      let scalar = node.scalar != nil && !isNull
      mismatch("a list", hint: scalar ? "write [\(found.filter { $0 != "`" })]" : nil)
      return nil
    }
    let elements = sequence.map { item(ValueReader($0, what: name, reading)) }
    let accepted = elements.compactMap { $0 }
    return accepted.count == elements.count ? accepted : nil
  }
}
