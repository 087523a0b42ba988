import Yams

/// A recipe's text as a tree of nodes, with the faults that concern YAML alone.
struct RecipeDocument {
  /// The tree; nil when the text is not YAML, or too much of it.
  private(set) var root: RecipeNode?
  /// Faults of the text.
  private(set) var diagnostics: [Diagnostic] = []

  /// Keys that are given again are taken out one by one; a recipe with more is hopeless.
  private static let duplicateLimit = 50

  /// Composes `source`.
  init(_ source: RecipeSource) {
    guard AliasBudget.allows(source.text) else {
      add(.tooLarge(source))
      return
    }
    var duplicates = DuplicateKeys(source)
    var composed: Node?
    for _ in 0...Self.duplicateLimit {
      do {
        // Scalars stay text: each key of a recipe knows what type it wants.
        composed = try Parser(yaml: duplicates.text, resolver: .basic, encoding: .utf8)
          .singleRoot()
        break
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let found = duplicates.hide(keys.sorted().first ?? "", at: context.mark)
        if !found { break }
      } catch let error as YamlError {
        add(YAMLFault(error, in: source).diagnostic)
        break
      } catch {
        add(.text("\(error)", source.location(line: 0, column: 0)))
        break
      }
    }
    var tree = NodeCheck(source, duplicates)
    root = composed.flatMap { tree.check($0) }
    diagnostics += duplicates.unplaced + tree.diagnostics
    if root == nil, diagnostics.isEmpty {
      let hopeless = duplicates.text != source.text
      let message = hopeless ? "too many keys are given more than once" : "the recipe is empty"
      add(.text(message, source.location(line: 0, column: 0)))
    }
  }

  private mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}

extension Diagnostic {
  fileprivate static func text(_ message: String, _ location: SourceLocation) -> Diagnostic {
    Diagnostic(.error, at: location, message)
  }

  /// More than a recipe can mean.
  static func tooLarge(_ source: RecipeSource) -> Diagnostic {
    Diagnostic(
      .error, at: source.location(line: 0, column: 0),
      "the recipe has too many values once its anchors and aliases are expanded",
      hint: "write the values out, or use fewer aliases")
  }
}
