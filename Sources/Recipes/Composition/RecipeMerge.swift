/// Lays a recipe over the one that it extends.
///
/// Mappings are joined key by key, and the lists that add up (steps, tests, what seal keeps and
/// removes) are put one after the other; anything else of the child replaces what its parent says.
enum RecipeMerge {
  private static let addedLists: Set<[String]> = [
    ["steps"], ["verify", "tests"], ["seal", "keep"], ["seal", "remove"],
  ]

  /// Keys whose values are one thing of several kinds: another kind replaces the first.
  private static let alternatives: Set<[String]> = [["base"]]

  /// Keys whose values belong together.
  private static let wholes: Set<[String]> = [["matrix"]]

  static func merge(
    _ parent: RecipeNode, _ child: RecipeNode, at path: [String] = []
  ) -> RecipeNode {
    switch (parent.content, child.content) {
    case (.mapping(let below), .mapping(let above)) where !wholes.contains(path):
      let kinds = Set(below.map { $0.key.text ?? "" })
      if alternatives.contains(path), !above.contains(where: { kinds.contains($0.key.text ?? "") })
      {
        return child
      }
      return RecipeNode(content: .mapping(joined(below, above, path)), location: child.location)
    case (.sequence(let below), .sequence(let above)) where addedLists.contains(path):
      return RecipeNode(content: .sequence(below + above), location: child.location)
    case (.mapping(let declaration), _)
    where path.count == 2 && path[0] == "variables" && !declaration.isEmpty:
      // A plain value for a variable that the parent describes is its new default.
      let key = RecipeNode(
        content: .scalar(.init(text: "default", isPlain: true)), location: child.location)
      let others = declaration.filter { $0.key.text != "default" }
      return RecipeNode(content: .mapping(others + [(key, child)]), location: child.location)
    default: return child
    }
  }

  private static func joined(
    _ below: [(key: RecipeNode, value: RecipeNode)],
    _ above: [(key: RecipeNode, value: RecipeNode)], _ path: [String]
  ) -> [(key: RecipeNode, value: RecipeNode)] {
    var pairs = below
    for (key, value) in above {
      if let name = key.text, let index = pairs.firstIndex(where: { $0.key.text == name }) {
        pairs[index] = (key, merge(pairs[index].value, value, at: path + [name]))
      } else {
        pairs.append((key, value))
      }
    }
    return pairs
  }
}
