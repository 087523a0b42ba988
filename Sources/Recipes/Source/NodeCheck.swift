import Yams

/// Walks a whole tree once: bounds it, gives every value its place, and reports and removes keys that
/// are given twice.
struct NodeCheck {
  /// Nodes, with aliases expanded: a recipe of 1 MiB has fewer.
  private static let limit = 200_000
  /// Levels of nesting; a recipe has fewer than ten.
  private static let depthLimit = 64

  private(set) var diagnostics: [Diagnostic] = []
  private let source: RecipeSource
  private let duplicates: DuplicateKeys
  private var count = 0

  init(_ source: RecipeSource, _ duplicates: DuplicateKeys) {
    self.source = source
    self.duplicates = duplicates
  }

  /// The tree without hidden keys; nil when it is too large.
  mutating func check(_ node: Node) -> RecipeNode? {
    guard let checked = visit(node, depth: 0) else {
      diagnostics = [.tooLarge(source)]
      return nil
    }
    return checked
  }

  private mutating func visit(_ node: Node, depth: Int) -> RecipeNode? {
    count += 1
    guard count <= Self.limit, depth <= Self.depthLimit else { return nil }
    let location = source.location(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    switch node {
    case .scalar(let scalar):
      let content = RecipeNode.Scalar(text: scalar.string, isPlain: scalar.style == .plain)
      return RecipeNode(content: .scalar(content), location: location)
    case .alias:
      // Yams replaces aliases by what they stand for; one that is left stands for nothing.
      let content = RecipeNode.Scalar(text: "", isPlain: true)
      return RecipeNode(content: .scalar(content), location: location)
    case .sequence(let sequence):
      var elements: [RecipeNode] = []
      for item in sequence {
        guard let element = visit(item, depth: depth + 1) else { return nil }
        elements.append(element)
      }
      return RecipeNode(content: .sequence(elements), location: location)
    case .mapping(let mapping):
      return visit(mapping, depth: depth).map {
        RecipeNode(content: .mapping($0), location: location)
      }
    }
  }

  private mutating func visit(
    _ mapping: Node.Mapping, depth: Int
  ) -> [(key: RecipeNode, value: RecipeNode)]? {
    var pairs: [(key: RecipeNode, value: RecipeNode)] = []
    var first: [String: Int] = [:]
    for (key, value) in mapping {
      guard let text = key.scalar?.string else {
        // A list or mapping as a key is reported by whoever reads this mapping.
        guard let checkedKey = visit(key, depth: depth + 1),
          let checked = visit(value, depth: depth + 1)
        else { return nil }
        pairs.append((checkedKey, checked))
        continue
      }
      let original = duplicates.original(of: text)
      let name = original ?? text
      if let line = first[name] {
        report(name, at: key.mark, firstLine: line)
      } else {
        first[name] = key.mark?.line ?? 0
      }
      guard let checkedKey = visit(key, depth: depth + 1),
        let checked = visit(value, depth: depth + 1)
      else { return nil }
      if original == nil { pairs.append((checkedKey, checked)) }
    }
    return pairs
  }

  private mutating func report(_ key: String, at mark: Mark?, firstLine: Int) {
    let location = source.location(line: mark?.line ?? 0, column: mark?.column ?? 0)
    let fault = Diagnostic(
      .error, at: location, "the key `\(key)` is given more than once",
      hint: "the first one is on line \(firstLine); keep one of them",
      sourceLine: source.line(at: location))
    if !diagnostics.contains(fault) { diagnostics.append(fault) }
  }
}
