/// Installs, removes and upgrades packages with the guest's own package manager.
public struct PackagesStep: Sendable, Hashable, Encodable {
  /// Packages to install.
  public var install: [Located<String>]
  /// Packages to remove.
  public var remove: [Located<String>]
  /// Whether to fetch the package lists even where there are some.
  public var update: Bool
  /// Whether to bring every installed package up to date.
  public var upgrade: Bool
  /// Whether to install what the packages merely recommend, too.
  public var recommends: Bool
  /// Repositories that the guest gets first, and keeps.
  public var repositories: [PackageRepository]

  /// Makes the step; the defaults are those of a recipe.
  public init(
    install: [Located<String>] = [], remove: [Located<String>] = [], update: Bool = true,
    upgrade: Bool = false, recommends: Bool = false, repositories: [PackageRepository] = []
  ) {
    self.install = install
    self.remove = remove
    self.update = update
    self.upgrade = upgrade
    self.recommends = recommends
    self.repositories = repositories
  }
}

extension PackagesStep: StepDetails {
  var kind: String { "packages" }

  var summary: String {
    var parts: [String] = []
    if !install.isEmpty { parts.append("install " + Self.list(install)) }
    if !remove.isEmpty { parts.append("remove " + Self.list(remove)) }
    if upgrade { parts.append("upgrade") }
    if parts.isEmpty, !repositories.isEmpty {
      parts.append("add " + Self.list(repositories.map(\.name)))
    }
    if parts.isEmpty { parts.append("update the package lists") }
    return "packages: " + parts.joined(separator: "; ")
  }

  var files: [RecipeFile] { repositories.compactMap(\.key) }

  private static func list(_ names: [Located<String>]) -> String {
    names.map(\.value).joined(separator: ", ")
  }
}
