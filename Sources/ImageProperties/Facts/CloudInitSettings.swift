/// What cloud-init on the disk is told to do.
public struct CloudInitSettings: Sendable, Codable, Equatable {
  /// The package's version; nil where the package manager knows none.
  public var version: String?
  /// The data sources that are tried, in their order; nil where its own list applies.
  public var dataSources: [String]?
  /// The account that it makes at first boot, and gives the instance's SSH key.
  public var defaultUser: String?

  /// Makes a record of what was found.
  public init(version: String?, dataSources: [String]?, defaultUser: String?) {
    self.version = version
    self.dataSources = dataSources
    self.defaultUser = defaultUser
  }
}
