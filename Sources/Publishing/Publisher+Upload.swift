import BuildFoundation
import Foundation
import ImageProperties
import OpenStackClient
import SystemPackage

extension Publisher {
  /// Makes an image that nobody finds yet, fills it, and makes sure that the cloud has what was sent.
  func upload(
    _ data: LocalData, of publication: Publication, for visibility: ImageVisibility
  ) async throws -> CloudImage {
    let size = try FileSize.of(data.path)
    try await lookAhead(publication)
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
      let sent = try await send(data.path, size, to: id, publication.transfer)
      try data.check(sent.hash)
      events.progress("waiting for the cloud to take it", nil)
      if case .staging(let stores) = publication.transfer {
        try await service.importStaged(id, into: stores)
      }
      let image = try await service.waitUntilActive(id)
      try check(image, isStill: publication.diskFormat)
      try await service.check(image, has: sent)
      return image
    } catch {
      try await undo(id, of: publication.name, after: error)
    }
  }

  private func send(
    _ path: FilePath, _ size: ByteCount, to id: String, _ transfer: Publication.Transfer
  ) async throws -> SentData {
    let start = ContinuousClock.now
    let onProgress: @Sendable (ByteCount) -> Void = { [events] bytes in
      let seconds = max(0.001, (ContinuousClock.now - start).seconds)
      let speed = ByteCount(bytes: Int64(Double(bytes.bytes) / seconds))
      events.progress(
        "uploading: \(bytes) of \(size), \(speed)/s",
        Double(bytes.bytes) / Double(max(1, size.bytes)))
    }
    switch transfer {
    case .upload: return try await service.upload(path, to: id, onProgress: onProgress)
    case .staging: return try await service.stage(path, to: id, onProgress: onProgress)
    }
  }

  /// What the cloud does not take is better known before gigabytes are sent.
  private func lookAhead(_ publication: Publication) async throws {
    let doing = "publishing \(publication.name) in the cloud \(cloud)"
    if let formats = try await service.diskFormats(), !formats.contains(publication.diskFormat) {
      throw BuildError(
        .buildFailed,
        "\(doing): it takes no \(publication.diskFormat), only \(formats.joined(separator: ", "))",
        hint: "--format converts the image on its way")
    }
    guard case .staging(let wanted) = publication.transfer else { return }
    let methods = try await service.importMethods()
    guard methods.contains("glance-direct") else {
      let known = methods.isEmpty ? "" : ", only by \(methods.joined(separator: ", "))"
      throw BuildError(
        .buildFailed, "\(doing): it imports nothing that was staged (glance-direct)\(known)",
        hint: "leave --import away")
    }
    guard !wanted.isEmpty else { return }
    let stores = try await service.stores()?.map(\.id) ?? []
    for store in wanted where !stores.contains(store) {
      throw BuildError(
        .buildFailed, "\(doing): it has no store “\(store)”",
        hint: stores.isEmpty
          ? "it tells of no stores; leave --store away"
          : "its stores are \(stores.joined(separator: ", "))")
    }
  }

  /// A cloud may convert what is imported (Glance's plugin `image_conversion`); there is nothing then that
  /// could be compared.
  private func check(_ image: CloudImage, isStill format: String) throws {
    guard let found = image.diskFormat, found != format else { return }
    throw BuildError(
      .buildFailed,
      "publishing in the cloud \(cloud): it has made \(found) of what was sent as \(format), which cannot be checked",
      hint: "--format \(found) sends what it wants")
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
