/// The recipe language as a page of documentation, from the shapes that readers use.
public enum RecipeReference {
  /// The page, in Markdown.
  public static var markdown: String {
    let sections: [(String, Shape)] = [
      ("Recipe", .recipe), ("`variables`", .variable), ("`secrets`", .secret), ("`disk`", .disk),
      ("`builder`", .builder), ("`seal`", .seal), ("`verify`", .verification),
      ("`http` test", .httpTest), ("`run` test", .runTest), ("A part, for `include`", .part),
      ("A file for `profile`", .profile),
    ]
    return ([introduction] + sections.map { section("## \($0.0)", $0.1) } + [bases, steps])
      .joined(separator: "\n\n") + "\n"
  }

  private static let introduction = """
    # Reference of the recipe language

    Every key of a recipe, made from the tables that imgbuild reads recipes with:
    `imgbuild schema --format markdown` prints this page, and a test holds it against them.
    [recipes.md](recipes.md) explains the language.
    """

  private static var bases: String {
    let kinds = BaseKind.all.map { kind in
      section("### `\(kind.name)`", kind.shape, short: kind.shorthand?.type, example: kind.example)
    }
    return (["## Bases", Shape.base.summary] + kinds).joined(separator: "\n\n")
  }

  private static var steps: String {
    let overview =
      ["| step | what it does |", "|---|---|"]
      + StepKind.all.map { "| [`\($0.name)`](#\($0.name)) | \($0.shape.summary) |" }
    let kinds = StepKind.all.map { kind in
      section(
        "### `\(kind.name)`", kind.shape, short: kind.shorthand?.type, example: kind.example,
        places: kind.places)
    }
    return
      (["## Steps", overview.joined(separator: "\n"), section("### Every step", .step)] + kinds)
      .joined(separator: "\n\n")
  }

  private static func section(
    _ title: String, _ shape: Shape, short: ValueType? = nil, example: String? = nil,
    places: [StepPlace] = StepPlace.allCases
  ) -> String {
    var parts = [title, shape.summary]
    if !shape.exactlyOne.isEmpty { parts.append("Takes one of \(names(shape.exactlyOne)).") }
    if !shape.atLeastOne.isEmpty {
      parts.append("Needs at least one of \(names(shape.atLeastOne)).")
    }
    if let short { parts.append("Short form: \(short.words), in place of the mapping.") }
    if places.count == 1, let only = places.first {
      parts.append("Runs in the `\(only.rawValue)` only.")
    }
    if let example { parts.append("```yaml\n\(example)\n```") }
    parts.append(table(shape))
    // A mapping in a mapping has a table of its own.
    for key in shape.keys {
      guard let inner = key.type.inner, !isSection(inner) else { continue }
      parts.append("Keys of `\(key.name)`:")
      parts.append(table(inner))
    }
    return parts.joined(separator: "\n\n")
  }

  /// Whether a shape has a section of its own.
  private static func isSection(_ shape: Shape) -> Bool {
    [Shape.variable, .secret, .disk, .builder, .seal, .verification, .httpTest, .runTest]
      .contains { $0.summary == shape.summary }
  }

  private static func table(_ shape: Shape) -> String {
    let rows = shape.keys.map { key in
      let needed = key.isRequired ? "**required**" : key.fallback ?? ""
      let words = key.type.words.replacing("|", with: "\\|")
      return "| `\(key.name)` | \(words) | \(needed) | \(key.summary) |"
    }
    return (["| key | value | default | |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }

  private static func names(_ keys: [String]) -> String {
    keys.map { "`\($0)`" }.joined(separator: ", ")
  }
}

extension ValueType {
  /// The shape of the mapping, or of the mappings, that the value holds.
  fileprivate var inner: Shape? {
    switch self {
    case .mapping(let shape): shape
    case .list(let element): element.inner
    case .dictionary(_, let value): value.inner
    case .either(let types): types.lazy.compactMap(\.inner).first
    default: nil
    }
  }
}
