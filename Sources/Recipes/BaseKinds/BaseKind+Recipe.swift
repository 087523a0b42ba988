extension BaseKind {
  /// Another recipe.
  static let recipe = BaseKind(
    "recipe",
    Shape(
      "What another recipe builds, before it is sealed: images of a family share their layers.",
      keys: [
        .required("file", .file, "The other recipe."),
        .optional(
          "variables", .dictionary(key: "names", .either([.text, .list(.text)])),
          "Values for its variables; of a matrix, they choose the build."),
      ]),
    example: """
      base:
        recipe: debian-apache.yml
      """,
    shorthand: Shorthand(type: .file) { read($0, values: [:]) }
  ) { map in
    var values: [String: VariableValue] = [:]
    for (name, value) in map["variables"]?.pairs() ?? [] {
      guard let content = value.variableValue() else { return nil }
      values[name.value] = content
    }
    return map.required("file").flatMap { read($0, values: values) }
  }

  private static func read(_ value: ValueReader, values: [String: VariableValue]) -> BaseChoice? {
    guard let file = value.recipeFile(allowFolder: false) else { return nil }
    let reading = value.reading
    guard !reading.chain.contains(file.path) else {
      value.fault("this recipe is its own base, by way of `\(file.name)`")
      return nil
    }
    guard reading.chain.count < 16 else {
      value.fault("too many recipes stand on each other")
      return nil
    }
    let recipes = reading.recipes(at: file, values: values)
    guard let recipe = recipes.first else {
      value.fault("`\(file.name)` has faults")
      return nil
    }
    guard recipes.count == 1 else {
      value.fault(
        "`\(file.name)` builds \(recipes.count) images",
        hint: "say which one by `variables` with the values of its matrix")
      return nil
    }
    return .recipe(recipe)
  }
}
