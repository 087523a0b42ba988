/// A package of the distribution's package manager.
public struct InstalledPackage: Sendable, Codable, Hashable {
  /// The package's name.
  public var name: String
  /// Epoch, version and release as the package manager prints them: `1:10.11.11-0+deb12u1`.
  public var version: String
  /// The package's architecture, such as `amd64` or `all`; empty when unknown.
  public var architecture: String

  /// Makes a record of a package.
  public init(name: String, version: String, architecture: String) {
    self.name = name
    self.version = version
    self.architecture = architecture
  }
}
