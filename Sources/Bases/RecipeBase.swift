public import BuildFoundation
public import Pipeline
public import Recipes

/// Makes the base of a recipe ready to be built.
public enum RecipeBase {
  /// The size of a disk that starts empty, unless the recipe names one.
  public static let defaultDiskSize = ByteCount.gibibytes(4)

  /// The executable form of the base of `recipe`, pinned: what it is made from is known by digest.
  ///
  /// May ask the network, and reports that as `report`'s activity.
  public static func pin(
    _ recipe: Recipe, in environment: BaseEnvironment, report: StepReport
  ) async throws -> any BuildBase {
    switch recipe.base.value {
    case .bootstrap(let base):
      let fetcher = FileFetcher(downloads: environment.downloads, report: report)
      return try await DebianBootstrap.pin(
        base, diskSize: recipe.diskSize?.value ?? defaultDiskSize,
        store: PinStore(downloads: environment.downloads), report: report,
        means: .real(fetcher, environment.indexes))
    case .image(let base):
      return try await ImageDisk.pin(
        base, diskSize: recipe.diskSize?.value, in: environment, report: report)
    case .domain(let base):
      return try await CapturedDomain.pin(base, diskSize: recipe.diskSize, in: environment)
    case .installer(let base):
      return try await InstallerDisk(base, of: recipe, in: environment, report: report)
    case .windows(let base):
      return try await WindowsFromDisc(base, of: recipe, in: environment, report: report)
    case .glance(let base):
      return try await GlanceDisk.pin(
        base, diskSize: recipe.diskSize?.value, in: environment, report: report)
    }
  }
}
