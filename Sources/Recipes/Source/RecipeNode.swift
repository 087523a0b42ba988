/// A value of a recipe, and where it stands: recipes are put together from several files, so that
/// each value knows its own.
struct RecipeNode: Sendable {
  /// What stands there.
  enum Content: Sendable {
    case scalar(Scalar)
    case sequence([RecipeNode])
    case mapping([(key: RecipeNode, value: RecipeNode)])
  }

  /// A text, and whether it was written without quotes.
  struct Scalar: Sendable {
    var text: String
    var isPlain: Bool
  }

  var content: Content
  var location: SourceLocation

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let scalar) = content { scalar.text } else { nil }
  }

  /// The pairs of a mapping; none of anything else.
  var pairs: [(key: RecipeNode, value: RecipeNode)] {
    if case .mapping(let pairs) = content { pairs } else { [] }
  }

  /// The elements of a list; none of anything else.
  var elements: [RecipeNode] {
    if case .sequence(let elements) = content { elements } else { [] }
  }

  /// The value of a key of a mapping.
  subscript(_ key: String) -> RecipeNode? { pairs.first { $0.key.text == key }?.value }

  /// The mapping without some keys.
  func without(_ keys: Set<String>) -> RecipeNode {
    var node = self
    node.content = .mapping(pairs.filter { !keys.contains($0.key.text ?? "") })
    return node
  }

  /// Whether nothing, `~` or `null` stands here.
  var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.isPlain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
  }
}
