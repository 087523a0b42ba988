public import ImageProperties
public import OpenStackClient
public import SystemPackage

/// An image file that is to be the image of a name in a cloud.
public struct Publication: Sendable {
  /// The name that it takes over.
  public var name: String
  /// The file.
  public var file: FilePath
  /// Glance's `disk_format` of the file.
  public var diskFormat: String
  /// The SHA-512 of the file that was stamped; nil where nobody knows.
  public var sha512: String?
  /// What the image is stamped with.
  public var properties: PropertySet
  /// Who sees it; nil: as the image whose name it takes over, or else only its project.
  public var visibility: ImageVisibility?
  /// The identifiers of projects that it is shared with.
  public var members: [String]
  /// How many images that had the name before are kept; nil: all of them.
  public var keep: Int?
  /// Whether properties that others have set are removed.
  public var isExact: Bool

  /// Describes what is to be published.
  public init(
    name: String, file: FilePath, diskFormat: String, sha512: String? = nil,
    properties: PropertySet,
    visibility: ImageVisibility? = nil, members: [String] = [], keep: Int? = nil,
    isExact: Bool = false
  ) {
    self.name = name
    self.file = file
    self.diskFormat = diskFormat
    self.sha512 = sha512
    self.properties = properties
    self.visibility = visibility
    self.members = members
    self.keep = keep
    self.isExact = isExact
  }
}
