/// An image of an OpenStack cloud.
public struct GlanceBase: Sendable, Hashable, Encodable {
  /// How the image is named.
  public enum Selection: Sendable, Hashable, Encodable {
    /// By its identifier.
    case id(Located<String>)
    /// By its name; of several, the newest.
    case name(Located<String>)
    /// By its properties; of several, the newest.
    case properties([String: Located<String>])
  }

  /// The cloud's name in clouds.yaml; nil for the one that `OS_CLOUD` names, or the only one.
  public var cloud: Located<String>?
  /// Which image.
  public var selection: Selection

  /// Makes a base.
  public init(cloud: Located<String>? = nil, _ selection: Selection) {
    self.cloud = cloud
    self.selection = selection
  }
}
