/// A package in an image.
public struct ImagePackage: Sendable, Codable, Hashable, Comparable {
  /// The package's name.
  public var name: String
  /// Epoch, version and release, as the package manager prints them.
  public var version: String
  /// Its architecture; empty when unknown.
  public var architecture: String

  /// Makes a record of a package.
  public init(name: String, version: String, architecture: String) {
    self.name = name
    self.version = version
    self.architecture = architecture
  }

  /// Orders by name, then architecture, then the text of the version.
  public static func < (left: ImagePackage, right: ImagePackage) -> Bool {
    (left.name, left.architecture, left.version) < (right.name, right.architecture, right.version)
  }
}
