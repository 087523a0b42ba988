public import Pipeline
public import Recipes

/// Makes the base of a recipe ready to be built.
public enum RecipeBase {
  /// The executable form of the base of `recipe`.
  ///
  /// Throws a `recipe` error for a base that this version cannot make.
  public static func make(_ recipe: Recipe) throws -> any BuildBase {
    switch recipe.base.value {
    case .bootstrap(let base): try DebianBootstrap(base, diskSize: recipe.diskSize.value)
    }
  }
}
