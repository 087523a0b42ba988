public import BuildFoundation

/// What checking a recipe gave.
public struct RecipeReport: Sendable {
  /// The file as the user named it.
  public var file: String
  /// The recipe, once for each build of its matrix; empty when there is an error.
  public var recipes: [Recipe]
  /// Faults and warnings, in the order of the file.
  public var diagnostics: [Diagnostic]

  /// The first build; nil when there is an error.
  public var recipe: Recipe? { recipes.first }
  /// The faults.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
  /// What the author should know, but stops nothing.
  public var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }

  /// The one build of the recipe.
  ///
  /// Throws as `all()` does, and a `recipe` error when there are several.
  public func get() throws(BuildError) -> Recipe {
    let recipes = try all()
    guard let recipe = recipes.first, recipes.count == 1 else {
      throw BuildError(.recipe, "reading the recipe \(file): it has \(recipes.count) builds")
    }
    return recipe
  }

  /// All builds of the recipe.
  ///
  /// Throws a `recipe` error whose cause is a `RecipeFaults` with all diagnostics when there is
  /// none.
  public func all() throws(BuildError) -> [Recipe] {
    if !recipes.isEmpty { return recipes }
    throw RecipeFaults(diagnostics).error(doing: "reading the recipe \(file)")
  }
}
