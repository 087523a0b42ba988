import BuildFoundation
import OpenStackClient

extension Publisher {
  /// Finishes or undoes what was cut off for a name; false when there was nothing.
  @discardableResult
  public func resume(_ name: String) async throws -> Bool {
    let lock = try await journal.lock(cloud, name)
    defer { withExtendedLifetime(lock) {} }
    guard journal.record(cloud, name).pending != nil else { return false }
    try await putInOrder(name)
    return true
  }

  /// Finishes or undoes what was cut off, where nobody wants the data that may be there.
  func putInOrder(_ name: String) async throws {
    guard let unfinished = try await recover(name) else { return }
    try await discard(unfinished)
    try note(name, nil)
  }

  /// Finishes or undoes what was cut off; gives an image that has all its data, and is still noted down as
  /// unfinished: it may be what is wanted.
  func recover(_ name: String) async throws -> String? {
    switch journal.record(cloud, name).pending {
    case nil: return nil
    case .filling(let id):
      guard let image = try await service.image(id: id) else {
        try note(name, nil)
        return nil
      }
      if image.isActive && image.isHidden { return id }
      events.warning(
        "an earlier publication of \(name) was cut off: removing the image \(id) of the cloud \(cloud)"
      )
      try await discard(id)
      try note(name, nil)
    case .replacing(let id, let replaced):
      events.warning(
        "an earlier publication of \(name) was cut off: going on with it in the cloud \(cloud)")
      try await finish(name, id, replaced)
    }
    return nil
  }

  /// Ends a change of the name, at whichever of its steps it was cut off.
  private func finish(_ name: String, _ id: String, _ replaced: [String]) async throws {
    if let image = try await service.image(id: id) {
      try await takeOver(name, image)
    } else if let former = replaced.first, try await service.image(id: former) != nil {
      // Somebody has deleted the new one.
      try await service.change(former, [.name(name), .hidden(false)])
    }
    try note(name, nil)
  }

  /// Deletes an image that nobody has ever found by its name.
  func discard(_ id: String) async throws {
    if let error = await service.discard(id) { throw error }
  }
}
