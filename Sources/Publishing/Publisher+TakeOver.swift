import BuildFoundation
import OpenStackClient

extension Publisher {
  /// Gives the name to a hidden image, or to one of several that have it.
  ///
  /// The order is what makes a name stand for one image at any moment: Glance cannot change two images at
  /// once. openstacksdk, and with it the openstack client, looks for a name among visible images, and among
  /// hidden ones when there is none (`openstack/image/v2/image.py`, `find`). So the image that has the name is
  /// hidden, by which it goes on being found; then the other gets the name and becomes visible in one change;
  /// only then the first is called something else.
  func takeOver(_ name: String, _ id: String) async throws {
    let state = try await PublishedName.read(name, in: service)
    let replaced = state.current.filter { $0.id != id }
    try note(name, .replacing(image: id, replaced: replaced.map(\.id)))
    events.progress("giving it the name", nil)
    // An interruption must not come between the two changes.
    try await Task { try await swap(name, id, replaced) }.value
    try note(name, nil)
  }

  private func swap(_ name: String, _ id: String, _ replaced: [CloudImage]) async throws {
    // Of several the last one to be made is what people mean; the name is ambiguous already.
    for image in replaced.dropFirst() {
      try await service.change(
        image.id, [.name(ArchivedName.former(name, image)), .hidden(true)])
    }
    guard let former = replaced.first else {
      try await service.change(id, [.name(name), .hidden(false)])
      return
    }
    try await service.change(former.id, [.hidden(true)])
    do {
      try await service.change(id, [.name(name), .hidden(false)])
    } catch {
      // The name goes on standing for what it stood for.
      try await service.change(former.id, [.hidden(false)])
      throw error
    }
    try await service.change(former.id, [.name(ArchivedName.former(name, former))])
  }
}
