/// Installs and removes packages with the guest's own package manager.
public struct PackagesStep: Sendable, Hashable, Encodable {
  /// Packages to install.
  public var install: [Located<String>]
  /// Packages to remove.
  public var remove: [Located<String>]
  /// Whether to fetch the package lists even where there are some.
  public var update: Bool
  /// Whether to install what the packages merely recommend, too.
  public var recommends: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    install: [Located<String>] = [], remove: [Located<String>] = [], update: Bool = true,
    recommends: Bool = false
  ) {
    self.install = install
    self.remove = remove
    self.update = update
    self.recommends = recommends
  }
}

extension PackagesStep: StepDetails {
  var kind: String { "packages" }

  var summary: String {
    var parts: [String] = []
    if !install.isEmpty { parts.append("install " + install.map(\.value).joined(separator: ", ")) }
    if !remove.isEmpty { parts.append("remove " + remove.map(\.value).joined(separator: ", ")) }
    if parts.isEmpty { parts.append("update the package lists") }
    return "packages: " + parts.joined(separator: "; ")
  }
}
