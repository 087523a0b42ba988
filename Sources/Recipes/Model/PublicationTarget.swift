/// A cloud that a recipe names, with what is different there.
public struct PublicationTarget: Sendable, Hashable {
  /// Its name in clouds.yaml.
  public var cloud: String
  /// The image's name there; nil for that of `publish`.
  public var name: String?
  /// The format to upload; nil for the image's own.
  public var format: ImageBase.Format?
  /// Whether the data go by way of a staging area; nil for what else is said.
  public var isStaged: Bool?
  /// Identifiers of the stores that get the data; empty for the cloud's choice.
  public var stores: [String]
  /// Properties that are other there, by the names that are stamped.
  public var properties: [String: String]

  /// Makes a target; the defaults are those of a cloud that is only named.
  public init(
    cloud: String, name: String? = nil, format: ImageBase.Format? = nil, isStaged: Bool? = nil,
    stores: [String] = [], properties: [String: String] = [:]
  ) {
    self.cloud = cloud
    self.name = name
    self.format = format
    self.isStaged = isStaged
    self.stores = stores
    self.properties = properties
  }
}
