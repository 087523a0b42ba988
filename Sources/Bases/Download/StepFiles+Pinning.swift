import BuildFoundation
public import Pipeline
public import Recipes
public import SystemPackage

extension StepFiles {
  /// The files of the recipe's steps, known by digest; may ask the network, and fetches what no checksum is of.
  ///
  /// Throws `BuildError` that says where the recipe names the step.
  public static func pinned(
    for recipe: Recipe, downloads: FilePath, report: StepReport
  ) async throws -> StepFiles {
    try await pinned(for: recipe, by: FileFetcher(downloads: downloads, report: report))
  }

  static func pinned(for recipe: Recipe, by fetcher: FileFetcher) async throws -> StepFiles {
    var files: [FileSource: any StepFile] = [:]
    for step in recipe.steps {
      for source in step.action.sources where files[source] == nil {
        do {
          files[source] = FetchedStepFile(
            pinned: try await fetcher.pin(source), downloads: fetcher.downloads)
        } catch var error as BuildError {
          error.message = "\(step.location): \(error.message)"
          throw error
        }
      }
    }
    return StepFiles(files)
  }
}
