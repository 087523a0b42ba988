public import ImageProperties
public import OpenStackClient
public import SystemPackage

/// An image file that is to be the image of a name in a cloud.
public struct Publication: Sendable {
  /// The name that it takes over.
  public var name: String
  /// Its data.
  public var content: Content
  /// Glance's `disk_format` of the data.
  public var diskFormat: String
  /// How they get into the cloud.
  public var transfer: Transfer
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

  /// Where the data of an image come from.
  public enum Content: Sendable {
    /// A file; `sha512` is that of the file that was stamped, nil where nobody knows.
    case file(FilePath, sha512: String?)
    /// The same disk in another format: `make` writes the file, where the cloud does not have it. `origin`
    /// tells it from all others.
    case conversion(origin: String, make: @Sendable () async throws -> FilePath)
  }

  /// How data get into a cloud.
  public enum Transfer: Sendable, Hashable {
    /// At once, into the cloud's own choice of stores.
    case upload
    /// By way of a staging area, from where the cloud takes them (`glance-direct`): it may look into them, and
    /// put them into several stores. Stores are identifiers; empty for the cloud's own choice.
    case staging(stores: [String])
  }

  /// Describes what is to be published.
  public init(
    name: String, content: Content, diskFormat: String, transfer: Transfer = .upload,
    properties: PropertySet, visibility: ImageVisibility? = nil, members: [String] = [],
    keep: Int? = nil,
    isExact: Bool = false
  ) {
    self.name = name
    self.content = content
    self.diskFormat = diskFormat
    self.transfer = transfer
    self.properties = properties
    self.visibility = visibility
    self.members = members
    self.keep = keep
    self.isExact = isExact
  }
}

extension Publication {
  /// What the data are converted from; nil where they are those of a file.
  var origin: String? {
    guard case .conversion(let origin, _) = content else { return nil }
    return origin
  }
}
