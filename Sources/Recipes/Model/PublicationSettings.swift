/// Where a run that publishes puts the image, and how.
public struct PublicationSettings: Sendable, Hashable {
  /// Who sees an image, in Glance's words.
  public enum Visibility: String, Sendable, Hashable, CaseIterable {
    case `private`
    case shared
    case community
    case `public`
  }

  /// The clouds; empty: the one that the environment names.
  public var clouds: [PublicationTarget]
  /// The image's name in them; nil for the recipe's.
  public var name: String?
  /// Who sees it; nil: as the image whose name it takes over.
  public var visibility: Visibility?
  /// Identifiers of the projects that it is shared with.
  public var members: [String]
  /// How many images that had the name before are kept; nil for all.
  public var keep: Int?
  /// Whether properties that others have set are removed.
  public var isExact: Bool

  /// Makes settings; the defaults are those of a recipe that leaves the key out.
  public init(
    clouds: [PublicationTarget] = [], name: String? = nil, visibility: Visibility? = nil,
    members: [String] = [], keep: Int? = nil, isExact: Bool = false
  ) {
    self.clouds = clouds
    self.name = name
    self.visibility = visibility
    self.members = members
    self.keep = keep
    self.isExact = isExact
  }
}
