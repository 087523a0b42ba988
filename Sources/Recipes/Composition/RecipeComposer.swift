import BuildFoundation
import SystemPackage

/// Puts a recipe together from its files: what it extends, and the parts that its steps include.
struct RecipeComposer {
  /// Files that may lead to each other.
  private static let depthLimit = 16
  /// Steps of one recipe.
  private static let stepLimit = 1000

  private let reading: RecipeReading

  init(_ reading: RecipeReading) {
    self.reading = reading
  }

  /// The whole tree of the recipe whose own tree is `root`.
  func compose(_ root: RecipeNode) -> RecipeNode {
    let recipe = expanded(root, chain: reading.chain)
    guard let steps = recipe["steps"], steps.elements.count > Self.stepLimit else { return recipe }
    reading.fault(
      "the recipe has more than \(Self.stepLimit) steps", at: steps.location)
    return recipe.without(["steps"])
  }

  /// The tree with everything that it names by `extends` and `include` in it.
  private func expanded(_ root: RecipeNode, chain: [FilePath]) -> RecipeNode {
    let child = withParts(root, chain: chain)
    guard let extends = root["extends"] else { return child }
    var parent: RecipeNode?
    for node in extends.elements.isEmpty ? [extends] : extends.elements {
      guard let file = file(node, key: "extends"),
        let tree = tree(of: file, key: "extends", chain: chain)
      else { continue }
      let next = expanded(tree, chain: chain + [file.path])
      parent = parent.map { RecipeMerge.merge($0, next) } ?? next
    }
    let own = child.without(["extends"])
    return parent.map { RecipeMerge.merge($0.without(["name", "extends"]), own) } ?? own
  }

  /// The tree with the steps of each `include` in its place, and the parts' variables below its own.
  private func withParts(_ root: RecipeNode, chain: [FilePath]) -> RecipeNode {
    guard let list = root["steps"], list.elements.contains(where: { $0["include"] != nil }) else {
      return root
    }
    var steps: [RecipeNode] = []
    var variables: [RecipeNode] = []
    for step in list.elements {
      guard let name = step["include"] else {
        steps.append(step)
        continue
      }
      if let other = step.pairs.first(where: { $0.key.text != "include" }) {
        reading.fault(
          "an `include` has no other key", at: other.key.location,
          hint: "put it into the steps of the part")
      }
      guard let part = part(name, chain: chain) else { continue }
      steps += part["steps"]?.elements ?? []
      if let declared = part["variables"] { variables.append(declared) }
    }
    var whole = root.replacing("steps", with: .sequence(steps))
    for declared in variables {
      let location = root["variables"]?.location ?? declared.location
      let holder = RecipeNode(
        content: .mapping([
          (
            RecipeNode(
              content: .scalar(.init(text: "variables", isPlain: true)), location: location),
            declared
          )
        ]), location: declared.location)
      whole = RecipeMerge.merge(holder, whole)
    }
    return whole
  }

  private func part(_ node: RecipeNode, chain: [FilePath]) -> RecipeNode? {
    guard let file = file(node, key: "include"),
      let tree = tree(of: file, key: "include", chain: chain)
    else { return nil }
    guard ValueReader(tree, what: "the part", reading).mapping(.part) != nil else { return nil }
    return withParts(tree, chain: chain + [file.path])
  }

  private func file(_ node: RecipeNode, key: String) -> RecipeFile? {
    let value = ValueReader(node, what: "`\(key)`", reading)
    if node.text?.contains("${") == true {
      value.fault("`\(key)` cannot hold variables: files are joined before there are any")
      return nil
    }
    return value.recipeFile(allowFolder: false)
  }

  private func tree(of file: RecipeFile, key: String, chain: [FilePath]) -> RecipeNode? {
    if chain.contains(file.path) || chain.count >= Self.depthLimit {
      let names = (chain + [file.path]).map { $0.lastComponent?.string ?? "" }
      reading.fault(
        chain.contains(file.path)
          ? "`\(key)` leads back to `\(file.name)`" : "too many files lead to each other",
        at: file.location, hint: "the way: " + names.suffix(8).joined(separator: " → "))
      return nil
    }
    return reading.document(at: file.path)
  }
}

extension RecipeNode {
  /// The mapping with another value for a key that it has.
  fileprivate func replacing(_ key: String, with content: Content) -> RecipeNode {
    var node = self
    node.content = .mapping(
      pairs.map { pair in
        guard pair.key.text == key else { return pair }
        return (pair.key, RecipeNode(content: content, location: pair.value.location))
      })
    return node
  }
}
