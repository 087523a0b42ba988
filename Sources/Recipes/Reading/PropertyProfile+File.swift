public import BuildFoundation
public import ImageProperties
public import SystemPackage

extension PropertyProfile {
  /// The profile in a file of the user's own, as a recipe's `profile` names one.
  ///
  /// Throws a `recipe` error whose cause is a `RecipeFaults` with every fault of the file.
  public static func read(_ path: FilePath) throws(BuildError) -> PropertyProfile {
    let reading = RecipeReading(
      RecipeSources(), folder: path.removingLastComponent(), sealItems: [], chain: [],
      inputs: VariableInputs())
    if let profile = reading.profile(at: path), !reading.hasFaults { return profile }
    throw RecipeFaults(reading.diagnostics).error(doing: "reading the profile \(path)")
  }
}
