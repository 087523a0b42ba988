import BuildFoundation
public import Foundation

/// An image that is to be made, before it has data.
public struct NewImage: Sendable, Hashable {
  /// The identifier, chosen here: who notes it down first can always tell what became of the image.
  public var id: String
  /// The name, at most 255 characters for Glance; need not be unique.
  public var name: String
  /// The format of the disk: `qcow2`, `raw` and others.
  public var diskFormat: String
  /// What the disk is wrapped in: `bare` for nothing.
  public var containerFormat: String
  /// GiB that a flavor's disk must have.
  public var minDisk: Int
  /// MiB that a flavor's memory must have.
  public var minMemory: Int
  /// Who sees it.
  public var visibility: ImageVisibility
  /// Whether it cannot be deleted.
  public var isProtected: Bool
  /// Whether lists leave it out.
  public var isHidden: Bool
  /// The tags, each at most 255 characters.
  public var tags: [String]
  /// All other properties.
  public var properties: [String: String]

  /// Describes an image; it is private, and can be deleted, unless told otherwise.
  public init(
    id: String = UUID().uuidString.lowercased(), name: String, diskFormat: String = "qcow2",
    containerFormat: String = "bare", minDisk: Int = 0, minMemory: Int = 0,
    visibility: ImageVisibility = .private, isProtected: Bool = false, isHidden: Bool = false,
    tags: [String] = [], properties: [String: String] = [:]
  ) {
    self.id = id
    self.name = name
    self.diskFormat = diskFormat
    self.containerFormat = containerFormat
    self.minDisk = minDisk
    self.minMemory = minMemory
    self.visibility = visibility
    self.isProtected = isProtected
    self.isHidden = isHidden
    self.tags = tags
    self.properties = properties
  }
}

extension NewImage {
  /// The document that makes it.
  ///
  /// Glance wants every property as a text, also a number or a flag. Throws a `usage` error when
  /// something is named like a property that has a meaning of its own to Glance.
  func document(doing: String) throws -> JSONValue {
    if let own = properties.keys.sorted().first(where: CloudImage.isOwn) {
      throw BuildError(
        .usage, "\(doing): the image service keeps the name \(own) for itself",
        hint: "remove \(own) from the image's properties")
    }
    var fields = properties.mapValues { JSONValue.text($0) }
    fields["id"] = .text(id)
    fields["name"] = .text(name)
    fields["disk_format"] = .text(diskFormat)
    fields["container_format"] = .text(containerFormat)
    fields["min_disk"] = .integer(Int64(minDisk))
    fields["min_ram"] = .integer(Int64(minMemory))
    fields["visibility"] = .text(visibility.rawValue)
    fields["protected"] = .flag(isProtected)
    fields["os_hidden"] = .flag(isHidden)
    fields["tags"] = .list(tags.map { .text($0) })
    return .mapping(fields)
  }

  /// Whether an image is what this makes, still without data.
  func describes(_ image: CloudImage) -> Bool {
    image.id == id && image.name == name && image.status == "queued"
      && image.diskFormat == diskFormat && image.visibility == visibility.rawValue
      && properties.allSatisfy { image.properties[$0.key] == $0.value }
  }
}
