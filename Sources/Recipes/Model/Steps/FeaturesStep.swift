/// Has Windows enable and disable optional features at its first boot.
public struct FeaturesStep: Sendable, Hashable, Encodable {
  /// Features that are to be there, by the names that DISM has.
  public var install: [String]
  /// Features that are to go.
  public var remove: [String]
  /// Roles and features of a server, by the names of `Get-WindowsFeature`.
  public var roles: [String]

  /// Makes the step; the defaults are those of a recipe.
  public init(install: [String] = [], remove: [String] = [], roles: [String] = []) {
    self.install = install
    self.remove = remove
    self.roles = roles
  }
}

extension FeaturesStep: StepDetails {
  var kind: String { "features" }
  var summary: String {
    let wanted = install + roles
    let parts = [
      wanted.isEmpty ? nil : "install \(wanted.joined(separator: ", "))",
      remove.isEmpty ? nil : "remove \(remove.joined(separator: ", "))",
    ]
    return "features: \(parts.compactMap { $0 }.joined(separator: "; "))"
  }
}
