import BuildFoundation
import Foundation
import ImageProperties
import OpenStackClient

extension Publisher {
  /// Makes an image that nobody finds yet, fills it, and makes sure that the cloud has what was sent.
  func upload(
    _ publication: Publication, for visibility: ImageVisibility
  ) async throws -> CloudImage {
    let size = try FileSize.of(publication.file)
    if let usage = try await service.usage(),
      let obstacle = ProjectLimits(usage: usage).obstacle(to: size)
    {
      throw BuildError(
        .buildFailed, "publishing \(publication.name) in the cloud \(cloud): \(obstacle)",
        hint: "delete images, keep fewer with --keep-images, or ask for a higher quota")
    }
    let id = UUID().uuidString.lowercased()
    try note(publication.name, .filling(image: id))
    do {
      try await service.create(newImage(id, publication))
      try await tryOut(visibility, on: id)
      let start = ContinuousClock.now
      let sent = try await service.upload(publication.file, to: id) { [events] bytes in
        let seconds = max(0.001, (ContinuousClock.now - start).seconds)
        let speed = ByteCount(bytes: Int64(Double(bytes.bytes) / seconds))
        events.progress(
          "uploading: \(bytes) of \(size), \(speed)/s",
          Double(bytes.bytes) / Double(max(1, size.bytes)))
      }
      try publication.check(sent.hash)
      events.progress("waiting for the cloud to take it", nil)
      let image = try await service.waitUntilActive(id)
      try await service.check(image, has: sent)
      return image
    } catch {
      try await undo(id, of: publication.name, after: error)
    }
  }

  /// What the role does not allow is better known before gigabytes are sent.
  private func tryOut(_ visibility: ImageVisibility, on id: String) async throws {
    guard visibility != .private else { return }
    try await service.change(id, [.visibility(visibility)])
    try await service.change(id, [.visibility(.private)])
  }

  private func newImage(_ id: String, _ publication: Publication) -> NewImage {
    let values = publication.properties
    var properties: [String: String] = [:]
    for property in values.sorted where !PropertySet.integerNames.contains(property.name) {
      properties[property.name] = property.value
    }
    return NewImage(
      id: id, name: ArchivedName.unfinished(publication.name), diskFormat: publication.diskFormat,
      minDisk: values.value("min_disk").flatMap(Int.init) ?? 0,
      minMemory: values.value("min_ram").flatMap(Int.init) ?? 0, isHidden: true,
      tags: [PublicationTag(publication.name).text], properties: properties)
  }

  /// Deletes what was begun; where that fails too, the next time does it.
  private func undo(_ id: String, of name: String, after error: any Error) async throws -> Never {
    if let remaining = await service.discard(id) {
      events.warning(
        "the unfinished image \(id) of the cloud \(cloud) is still there, and the next imgbuild publish "
          + "removes it: \(remaining.reason)")
    } else {
      try note(name, nil)
    }
    throw error
  }

  /// Notes down what is under way.
  func note(_ name: String, _ pending: PublicationRecord.Pending?) throws {
    var record = journal.record(cloud, name)
    record.pending = pending
    try journal.write(record)
  }
}

extension Publication {
  /// Whether what is known of the file allows for data of this hash.
  func mayHave(_ hash: ImageHash) -> Bool {
    hash.algorithm != .sha512 || sha512.map { $0.lowercased() == hash.hex } ?? true
  }

  /// Makes sure that the file is the one whose disk was looked at; throws a `usage` error when it is another.
  func check(_ hash: ImageHash) throws {
    if mayHave(hash) { return }
    throw BuildError(
      .usage, "reading \(file): it was changed after it had been stamped",
      hint: "imgbuild stamp looks into it again; imgbuild run makes it anew")
  }
}
