extension RecipeNode {
  /// Whether two trees mean the same, wherever their values stand.
  func means(_ other: RecipeNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let left), .scalar(let right)):
      left.text == right.text && left.isPlain == right.isPlain
    case (.sequence(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy { $0.key.means($1.key) && $0.value.means($1.value) }
    default: false
    }
  }
}
