/// What an image was made from, and what is in it.
public struct ImageContents: Sendable, Codable, Equatable {
  /// What the base was pinned to.
  public var inputs: [String: String]
  /// The Glance properties by name.
  public var properties: [String: String]
  /// The installed packages, in any order.
  public var packages: [ImagePackage]

  /// Makes a record of an image.
  public init(inputs: [String: String], properties: [String: String], packages: [ImagePackage]) {
    self.inputs = inputs
    self.properties = properties
    self.packages = packages
  }
}
