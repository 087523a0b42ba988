public import BuildFoundation

/// What checking a recipe gave.
public struct RecipeReport: Sendable {
  /// The file as the user named it.
  public var file: String
  /// The recipe; nil when there is an error.
  public var recipe: Recipe?
  /// Faults and warnings, in the order of the file.
  public var diagnostics: [Diagnostic]

  /// The faults.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
  /// What the author should know, but stops nothing.
  public var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }

  /// The recipe.
  ///
  /// Throws a `recipe` error whose cause is a `RecipeFaults` with all diagnostics when there is
  /// none.
  public func get() throws(BuildError) -> Recipe {
    if let recipe { return recipe }
    let count = errors.count
    throw BuildError(
      .recipe, "reading the recipe \(file): \(count) \(count == 1 ? "fault" : "faults")",
      cause: RecipeFaults(diagnostics))
  }
}
