import BuildFoundation
import Foundation
import ImageProperties
public import OpenStackClient

/// Publishes images in one cloud, so that a name always stands for one whole image.
///
/// Whatever is done is noted down first: what was cut off is finished or undone the next time.
public struct Publisher: Sendable {
  let service: ImageService
  let journal: PublicationJournal
  let events: PublicationEvents

  /// A publisher for the service's cloud.
  public init(_ service: ImageService, journal: PublicationJournal, events: PublicationEvents) {
    self.service = service
    self.journal = journal
    self.events = events
  }

  var cloud: String { service.cloud }

  /// What publishing would do; changes nothing, also not what was cut off.
  public func plan(_ publication: Publication) async throws -> PublicationPlan {
    var own: String?
    if case .filling(let id) = journal.record(cloud, publication.name).pending { own = id }
    let state = try await PublishedName.read(publication.name, in: service, own: own)
    return plan(publication, state, same: try await known(publication, state))
  }

  /// The image that is known to have the data; nil for none.
  ///
  /// A conversion is not made to find out.
  private func known(
    _ publication: Publication, _ state: PublishedName
  ) async throws -> CloudImage? {
    switch publication.content {
    case .file(let path, let sha512):
      return try await state.image(withDataOf: LocalData(path: path, sha512: sha512))
    case .conversion(let origin, _):
      let record = journal.record(cloud, publication.name)
      return state.versions.first {
        $0.id == record.image && $0.isActive && record.origin == origin
      }
    }
  }

  /// Publishes.
  ///
  /// Throws `BuildError`: `host` for a file that cannot be read, `usage` for one that was changed after it had
  /// been stamped, `buildFailed` with Glance's words when the cloud refuses; and `CancellationError`. Then the
  /// name stands for the image that it stood for before.
  public func publish(_ publication: Publication) async throws -> PublicationResult {
    let name = publication.name
    let lock = try await journal.lock(cloud, name)
    defer { withExtendedLifetime(lock) {} }
    let unfinished = try await recover(name)
    var state = try await PublishedName.read(name, in: service, own: unfinished)
    warn(of: state, name)
    var same = try await known(publication, state)
    let data = try await data(of: publication, unless: same != nil)
    // Another machine may have made it of the same.
    if same == nil, let data, data.isConverted { same = try await state.image(withDataOf: data) }
    if let unfinished, same?.id != unfinished {
      // It has data, but not those that are wanted now.
      try await discard(unfinished)
      state.hidden.removeAll { $0.id == unfinished }
    }
    let plan = plan(publication, state, same: same)
    let image = try await carryOut(plan, publication, data)
    try journal.write(
      PublicationRecord(
        cloud: cloud, name: name, image: image.id, origin: publication.origin,
        properties: publication.properties.sorted.map(\.name)))
    return PublicationResult(
      image: image, plan: plan, stillInUse: try await delete(plan.deleted))
  }

  private func plan(
    _ publication: Publication, _ state: PublishedName, same: CloudImage?
  ) -> PublicationPlan {
    let record = journal.record(cloud, publication.name)
    let earlier = record.image == same?.id ? Set(record.properties) : []
    return PublicationPlan(publication, state, same: same, earlier: earlier)
  }

  /// An upload that takes longer than this has been given up.
  private static let longestUpload: TimeInterval = 24 * 3600

  private func warn(of state: PublishedName, _ name: String) {
    for image in state.unfinished where -image.created.timeIntervalSinceNow > Self.longestUpload {
      events.warning(
        "the image \(image.id) of the cloud \(cloud) was begun a day ago or more on another machine, and is "
          + "not finished: imgbuild publish --resume there, or delete it")
    }
    for image in state.strangers {
      events.warning(
        "another image of the cloud \(cloud) is called \(name) too: \(image.id), \(image.status), of the "
          + "project \(image.owner ?? "?")")
    }
  }

  /// What can be sent; nil where the cloud has it already.
  private func data(
    of publication: Publication, unless isKnown: Bool
  ) async throws -> LocalData? {
    if isKnown { return nil }
    switch publication.content {
    case .file(let path, let sha512): return LocalData(path: path, sha512: sha512)
    case .conversion(_, let make): return LocalData(path: try await make(), isConverted: true)
    }
  }

  private func carryOut(
    _ plan: PublicationPlan, _ publication: Publication, _ data: LocalData?
  ) async throws -> CloudImage {
    let image: CloudImage
    if let known = plan.image {
      image = known
    } else if let data {
      image = try await upload(data, of: publication, for: plan.visibility)
    } else {
      throw BuildError(.defect, "publishing \(publication.name): nothing is there to be sent")
    }
    try await change(image, plan, publication)
    for project in publication.members { try await service.addMember(project, to: image.id) }
    let known = try await checked(image.id, publication)
    if case .current = plan.source, plan.replaced.isEmpty { return known }
    try await takeOver(publication.name, known)
    return try await checked(image.id, publication)
  }

  /// Changes what may be refused while nobody sees the image yet, or all at once where they do.
  private func change(
    _ image: CloudImage, _ plan: PublicationPlan, _ publication: Publication
  ) async throws {
    var changes = plan.changes.map(\.imageChange)
    if image.visibility != plan.visibility.rawValue {
      changes.append(.visibility(plan.visibility))
    }
    guard !changes.isEmpty else { return }
    events.progress("changing properties", nil)
    try await service.change(image.id, changes)
  }

  /// The image as the cloud has it; throws a `buildFailed` error when it is not as it should be.
  private func checked(_ id: String, _ publication: Publication) async throws -> CloudImage {
    let doing = "reading back the image \(id) of the cloud \(cloud)"
    guard let image = try await service.image(id: id) else {
      throw BuildError(.buildFailed, "\(doing): it is gone", hint: "somebody has deleted it")
    }
    let there = image.propertySet
    for wanted in publication.properties.sorted where there.value(wanted.name) != wanted.value {
      let found = there.value(wanted.name).map { "\(wanted.name)=\($0)" } ?? "no \(wanted.name)"
      throw BuildError(
        .buildFailed, "\(doing): it has \(found), not \(wanted.value)",
        hint: "the cloud changes what it is told; ask its operator")
    }
    return image
  }

  /// Deletes images; gives those that are in use.
  private func delete(_ images: [CloudImage]) async throws -> [CloudImage] {
    var inUse: [CloudImage] = []
    for image in images {
      events.progress("deleting \(image.name)", nil)
      do {
        try await service.delete(image.id)
      } catch let error as BuildError where [403, 409].contains(error.serviceFault?.status) {
        inUse.append(image)
      }
    }
    return inUse
  }
}

extension PublishedName {
  /// The image that has the same data as the file; nil for none.
  ///
  /// The file is hashed only where an image has its size, and may have its data. Weak hashes prove nothing.
  fileprivate func image(withDataOf data: LocalData) async throws -> CloudImage? {
    let size = try FileSize.of(data.path)
    var own: [ImageHash.Algorithm: ImageHash] = [:]
    for image in versions where image.isActive && image.size == size {
      guard let hash = image.hash, !hash.algorithm.isWeak, data.mayHave(hash) else {
        continue
      }
      let known: ImageHash
      if let earlier = own[hash.algorithm] {
        known = earlier
      } else {
        known = try await ImageHash.of(data.path, hash.algorithm)
        try data.check(known)
        own[hash.algorithm] = known
      }
      if known == hash { return image }
    }
    return nil
  }
}
