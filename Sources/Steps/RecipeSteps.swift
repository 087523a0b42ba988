public import Pipeline
public import Recipes

/// Makes the steps of a recipe ready to be applied.
public enum RecipeSteps {
  /// The executable forms of all steps of `recipe`, in order.
  public static func make(_ recipe: Recipe) -> [any BuildStep] {
    recipe.steps.map { make($0) }
  }

  private static func make(_ step: Recipes.Step) -> any BuildStep {
    switch step.action {
    case .packages(let action): PackageInstallation(step, action)
    case .copy(let action): FileCopy(step, action)
    case .write(let action): FileWrite(step, action)
    case .run(let action): ScriptRun(step, action)
    case .services(let action): ServiceChange(step, action)
    }
  }
}
