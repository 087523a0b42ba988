import BuildFoundation
public import ImageProperties
public import OpenStackClient

/// What is going to be done in a cloud, known before anything is.
public struct PublicationPlan: Sendable {
  /// Where the data come from.
  public enum Source: Sendable {
    /// The image that has the name has these data already.
    case current(CloudImage)
    /// An image that had the name before has them; it gets the name again.
    case former(CloudImage)
    /// They are uploaded.
    case upload
  }

  /// Where the data come from.
  public let source: Source
  /// Differences of properties that are made on an image that is there.
  public let changes: [PropertyChange]
  /// Who will see it.
  public let visibility: ImageVisibility
  /// Images that lose the name.
  public let replaced: [CloudImage]
  /// Images that are deleted afterwards.
  public let deleted: [CloudImage]

  /// The image that is there already; nil when data are uploaded.
  public var image: CloudImage? {
    switch source {
    case .current(let image), .former(let image): image
    case .upload: nil
    }
  }

  /// Whether everything is as it should be.
  public var isEmpty: Bool {
    guard case .current(let image) = source else { return false }
    return changes.isEmpty && replaced.isEmpty && deleted.isEmpty
      && image.visibility == visibility.rawValue
  }

  /// Plans it; `same` is the image with the file's data, `earlier` are the properties that were set on it.
  init(
    _ publication: Publication, _ state: PublishedName, same: CloudImage?, earlier: Set<String>
  ) {
    let isCurrent = same.map { image in state.current.contains { $0.id == image.id } } ?? false
    source = same.map { isCurrent ? .current($0) : .former($0) } ?? .upload
    changes = same.map { Self.changes(publication, on: $0, earlier) } ?? []
    visibility =
      publication.visibility
      ?? (same ?? state.current.first).flatMap { ImageVisibility(rawValue: $0.visibility) }
      ?? .private
    replaced = state.current.filter { $0.id != same?.id }
    deleted = Self.deleted(publication, state, same)
  }

  /// What imgbuild has set and sets no more is removed, and what others have set only where that is asked for.
  private static func changes(
    _ publication: Publication, on image: CloudImage, _ earlier: Set<String>
  ) -> [PropertyChange] {
    PropertyChange.all(from: image.propertySet, to: publication.properties).filter {
      $0.new != nil || earlier.contains($0.name) || publication.isExact
        || PropertySet.integerNames.contains($0.name)
    }
  }

  /// Only what imgbuild has made for this name, and nobody protects.
  private static func deleted(
    _ publication: Publication, _ state: PublishedName, _ same: CloudImage?
  ) -> [CloudImage] {
    guard let keep = publication.keep else { return [] }
    let tag = PublicationTag(publication.name).text
    // The newest image that has the name is the last one to go, whenever it was made.
    let former = state.versions.filter { $0.id != same?.id && $0.tags.contains(tag) }
    return former.dropFirst(keep).filter { !$0.isProtected }
  }
}

extension CloudImage {
  /// All that a stamp decides, as properties.
  public var propertySet: PropertySet {
    var values = properties
    if minDisk > 0 { values["min_disk"] = "\(minDisk)" }
    if minMemory > 0 { values["min_ram"] = "\(minMemory)" }
    return PropertySet(values.map { ImageProperty($0.key, $0.value, because: "the cloud has it") })
  }
}

extension PropertyChange {
  /// The change for Glance.
  public var imageChange: ImageChange {
    let number = new.flatMap { Int($0.value) } ?? 0
    switch name {
    case "min_disk": return .minDisk(number)
    case "min_ram": return .minMemory(number)
    default: return new.map { .property(name, $0.value) } ?? .remove(name)
    }
  }
}
