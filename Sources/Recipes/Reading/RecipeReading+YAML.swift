import Foundation

extension RecipeReading {
  /// A value as YAML in block style, with variables put in; nil when a fault was reported.
  ///
  /// What was written without quotes stays so where it is a number, a truth value or null; all else
  /// is quoted as JSON, which YAML reads.
  func yaml(of node: RecipeNode) -> String? {
    lines(of: node).map { $0.joined(separator: "\n") }
  }

  private func lines(of node: RecipeNode) -> [String]? {
    switch node.content {
    case .scalar(let scalar):
      return expand(scalar.text, at: node.location, mayHoldSecrets: false).map { text in
        let isPlain = scalar.isPlain || VariableReference.whole(scalar.text) != nil
        return [isPlain && Self.isPlain(text) ? text : Self.quoted(text)]
      }
    case .sequence(let elements):
      if elements.isEmpty { return ["[]"] }
      var result: [String]? = []
      for element in elements {
        guard let lines = lines(of: element) else {
          result = nil
          continue
        }
        result? += ["- \(lines[0])"] + lines.dropFirst().map { "  \($0)" }
      }
      return result
    case .mapping(let pairs): return lines(of: pairs)
    }
  }

  private func lines(of pairs: [(key: RecipeNode, value: RecipeNode)]) -> [String]? {
    if pairs.isEmpty { return ["{}"] }
    var result: [String]? = []
    for (key, value) in pairs {
      guard let name = key.text else {
        fault("a key must be a text", at: key.location)
        result = nil
        continue
      }
      guard let lines = lines(of: value) else {
        result = nil
        continue
      }
      let key = name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]*/) == nil ? Self.quoted(name) : name
      let isNested = !value.pairs.isEmpty || !value.elements.isEmpty
      result? += isNested ? ["\(key):"] + lines.map { "  \($0)" } : ["\(key): \(lines[0])"]
    }
    return result
  }

  private static func isPlain(_ text: String) -> Bool {
    text.wholeMatch(
      of: /true|false|True|False|TRUE|FALSE|null|~|[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let data = try? encoder.encode(text)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
