import BuildFoundation
import OpenStackClient

extension Publisher {
  /// Gives the name to an image that is hidden, or to one of several that have it.
  ///
  /// The order is what makes a name stand for one image at any moment: Glance cannot change two images at
  /// once. openstacksdk, and with it the openstack client, looks for a name among visible images, and then
  /// among hidden ones when there is none (`openstack/image/v2/image.py`, `find`). So the image that has the
  /// name is hidden, by which it goes on being found; then the other gets the name and becomes visible in one
  /// change. The first one is called something else only when the name moves again: who has looked among
  /// visible images in between is still to look among hidden ones.
  func takeOver(_ name: String, _ image: CloudImage) async throws {
    let state = try await PublishedName.read(name, in: service)
    let replaced = state.current.filter { $0.id != image.id }
    let former = replaced.isEmpty ? [] : try await hidden(called: name)
    try note(name, .replacing(image: image.id, replaced: replaced.map(\.id)))
    events.progress("giving it the name", nil)
    // An interruption must not come between the two changes.
    try await Task {
      // Of several the last one to be made is what people mean; the name is ambiguous already.
      for other in former + replaced.dropFirst() {
        try await changeIfThere(
          other, [.name(ArchivedName.former(name, other)), .hidden(true)])
      }
      try await swap(name, image, with: replaced.first)
      try await settle(name, image)
    }.value
    try note(name, nil)
  }

  /// Hides all but one of several images that have the name after all: another machine has moved it at the
  /// same time, and saw as little of this move as this one of that.
  ///
  /// The newest stays, whoever looks: both may do this, and come to the same.
  private func settle(_ name: String, _ image: CloudImage) async throws {
    let current = try await PublishedName.read(name, in: service).current
    guard current.count > 1, let newest = current.max(by: { $0.isOlder(than: $1) }) else { return }
    for other in current where other.id != newest.id {
      try await changeIfThere(other, [.hidden(true)])
    }
    events.warning(
      "\(name) was published in the cloud \(cloud) from elsewhere at the same time: it stands for "
        + (newest.id == image.id
          ? "this image, the newest" : "the image \(newest.id), which is newer than \(image.id)"))
  }

  /// Changes an image that is not the one that is published: another machine may have deleted it meanwhile.
  private func changeIfThere(_ image: CloudImage, _ changes: [ImageChange]) async throws {
    do {
      try await service.change(image.id, changes)
    } catch let error as BuildError where error.serviceFault?.status == 404 {
      return
    }
  }

  private func swap(
    _ name: String, _ image: CloudImage, with former: CloudImage?
  ) async throws {
    if let former { try await changeIfThere(former, [.hidden(true)]) }
    do {
      try await service.change(image.id, [.name(name), .hidden(false)])
    } catch {
      // The name goes on standing for what it stood for, and the other is as it was.
      if let former { try await changeIfThere(former, [.hidden(false)]) }
      let isNew = image.name == ArchivedName.unfinished(name)
      try note(name, isNew ? .filling(image: image.id) : nil)
      throw error
    }
  }

  /// Hidden images of exactly that name, also those that imgbuild has not made.
  private func hidden(called name: String) async throws -> [CloudImage] {
    let project = try await service.project()
    return try await service.images(ImageFilter(name: name, isHidden: true))
      .filter { $0.belongs(to: project) }
  }
}

extension CloudImage {
  /// Whether it was made before another one; the service's times are whole seconds.
  fileprivate func isOlder(than other: CloudImage) -> Bool {
    (created, id) < (other.created, other.id)
  }
}
