import BuildFoundation
public import Pipeline
public import Recipes

extension RecipeBase {
  /// The answer file that Windows Setup gets when `recipe` is built, with its passwords.
  ///
  /// Fetches the disc where it is not here. Throws a `usage` error for a recipe that installs no Windows from its
  /// disc, and `recipe` errors for what could not be installed.
  public static func answerFile(
    of recipe: Recipe, in environment: BaseEnvironment, report: StepReport
  ) async throws -> String {
    guard case .windows(let base) = recipe.base.value else {
      throw BuildError(
        .usage,
        "\(recipe.base.location): writing the answer file of \(recipe.name.value): its base is no `windows`",
        hint:
          "say what is to be installed by options: --release, --firmware, --edition, --password-file"
      )
    }
    return try await WindowsFromDisc(base, of: recipe, in: environment, report: report)
      .answerFile(report: report)
  }
}
