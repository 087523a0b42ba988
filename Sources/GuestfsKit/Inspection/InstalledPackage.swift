/// A package that a system has installed.
public struct InstalledPackage: Sendable, Hashable, Codable {
  /// The package's name.
  public let name: String
  /// The version, with its epoch where there is one: `1:2.39-3`.
  public let version: String
  /// The distribution's release of the version; empty where it has none.
  public let release: String
  /// The architecture; empty where it is unknown.
  public let architecture: String
}
