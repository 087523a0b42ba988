import Yams

/// Walks a whole tree once: bounds it, and reports and removes keys that are given twice.
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
  mutating func check(_ node: Node) -> Node? {
    guard let checked = visit(node, depth: 0) else {
      diagnostics = [.tooLarge(source)]
      return nil
    }
    return checked
  }

  private mutating func visit(_ node: Node, depth: Int) -> Node? {
    count += 1
    guard count <= Self.limit, depth <= Self.depthLimit else { return nil }
    switch node {
    case .scalar, .alias: return node
    case .sequence(var sequence):
      for index in sequence.indices {
        guard let item = visit(sequence[index], depth: depth + 1) else { return nil }
        sequence[index] = item
      }
      return .sequence(sequence)
    case .mapping(let mapping):
      return visit(mapping, depth: depth)
    }
  }

  private mutating func visit(_ mapping: Node.Mapping, depth: Int) -> Node? {
    var pairs: [(Node, Node)] = []
    var first: [String: Int] = [:]
    for (key, value) in mapping {
      guard let text = key.scalar?.string else {
        // A list or mapping as a key is reported by whoever reads this mapping.
        guard let checked = visit(key, depth: depth + 1) else { return nil }
        pairs.append((checked, value))
        continue
      }
      let original = duplicates.original(of: text)
      let name = original ?? text
      if let line = first[name] {
        report(name, at: key.mark, firstLine: line)
      } else {
        first[name] = key.mark?.line ?? 0
      }
      guard let checked = visit(value, depth: depth + 1) else { return nil }
      if original == nil { pairs.append((key, checked)) }
    }
    return .mapping(
      Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark, mapping.anchor))
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
