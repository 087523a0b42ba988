import BuildFoundation

extension ValueReader {
  /// A mapping whose keys are those of `shape`.
  func mapping(_ shape: Shape) -> MappingReader? {
    freeMapping().map { MappingReader($0, shape: shape, of: self) }
  }

  /// The pairs of a mapping whose keys are the recipe's own names, in their order.
  func pairs() -> [(key: Located<String>, value: ValueReader)]? {
    guard let mapping = freeMapping() else { return nil }
    return mapping.compactMap { key, value in
      guard let name = key.text else {
        reading.fault("a key of \(what) must be a text", at: key.location)
        return nil
      }
      let reader = ValueReader(value, what: "`\(name)`", keyLocation: key.location, reading)
      return (Located(name, at: key.location), reader)
    }
  }

  private func freeMapping() -> [(key: RecipeNode, value: RecipeNode)]? {
    guard case .mapping(let mapping) = node.content else {
      mismatch("a mapping of keys and values")
      return nil
    }
    return mapping
  }

  /// What `item` makes of each element of a list; nil when it reported one.
  ///
  /// A reference to a variable that is a list stands for its elements.
  func list<Element>(of name: String, _ item: (ValueReader) -> Element?) -> [Element]? {
    guard let nodes = elements() else {
      let scalar = node.text != nil && !isNull
      mismatch("a list", hint: scalar ? "write [\(found.filter { $0 != "`" })]" : nil)
      return nil
    }
    let elements = nodes.map { item(ValueReader($0, what: name, reading)) }
    let accepted = elements.compactMap { $0 }
    return accepted.count == elements.count ? accepted : nil
  }

  private func elements() -> [RecipeNode]? {
    if case .sequence(let sequence) = node.content { return sequence }
    guard let text = node.text, let name = VariableReference.whole(text),
      case .list(let items)? = reading.scope.values[name]
    else { return nil }
    reading.used.insert(name)
    return items.map {
      // The elements are finished texts: what looks like a reference in them is none.
      let literal = $0.replacing("${", with: "$${")
      return RecipeNode(
        content: .scalar(RecipeNode.Scalar(text: literal, isPlain: true)), location: location)
    }
  }
}
