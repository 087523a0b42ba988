import BuildFoundation

extension ImageService {
  /// Changes an image, all or nothing, and gives it as it is then.
  ///
  /// It is tried again after a failure that may pass, unless something is removed: Glance answers 409 to who
  /// removes what is not there. Throws a `buildFailed` error with Glance's words: 403 for what the role or a
  /// protection does not allow, 404 when there is no such image, 409, 413 for too many properties.
  @discardableResult
  public func change(_ id: String, _ changes: [ImageChange]) async throws -> CloudImage {
    let doing = "changing the image \(id) of the cloud \(cloud)"
    let request = try ServiceRequest.sending(
      "PATCH", try await session.imageEndpoint(doing: doing), ["images", id],
      .list(changes.map(\.document)), type: "application/openstack-images-v2.1-json-patch",
      isRepeatable: changes.allSatisfy(\.isRepeatable))
    let response = try await session.send(request, doing: doing) { status in
      switch status {
      case 403: "its owner, its protection or the user's role does not allow it"
      case 413: "the image would have more properties or tags than the service allows"
      default: nil
      }
    }
    return try await read(response, doing: doing)
  }

  /// Deletes an image; false when there was none, or a first try had deleted it without being able to say so.
  ///
  /// Throws a `buildFailed` error with Glance's words: 403 for a protected one, 409 for one in use.
  @discardableResult
  public func delete(_ id: String) async throws -> Bool {
    do {
      return try await ask("DELETE", [id], doing: "deleting the image \(id) of the cloud \(cloud)")
      {
        status in
        switch status {
        case 403: "it is protected, or the user's role does not allow it"
        case 409: "it is in use, by volumes or snapshots; it can be deleted when they are gone"
        default: nil
        }
      }
    } catch let error as BuildError where error.serviceFault?.status == 400 {
      // Of two who delete it at the same time Glance tells one that deleted cannot become deleted.
      guard try await image(id: id) == nil else { throw error }
      return false
    }
  }

  /// Deletes what is left of an image, also in a task that was cancelled, and never throws.
  ///
  /// Gives the error when it stays.
  public func discard(_ id: String) async -> (any Error)? {
    await Task {
      do {
        try await delete(id)
        return nil
      } catch {
        return error
      }
    }.value
  }

  /// Gives an image a tag; it may have it already.
  public func addTag(_ tag: String, to id: String) async throws {
    let doing = "tagging the image \(id) of the cloud \(cloud)"
    if Self.isWordOfPath(tag) {
      try await demand("PUT", [id, "tags", tag], doing: doing)
    } else {
      try await changeTags(of: id, doing: doing) { $0 + ($0.contains(tag) ? [] : [tag]) }
    }
  }

  /// Takes a tag from an image; false when it had none of that name.
  @discardableResult
  public func removeTag(_ tag: String, from id: String) async throws -> Bool {
    let doing = "removing a tag of the image \(id) of the cloud \(cloud)"
    if Self.isWordOfPath(tag) { return try await ask("DELETE", [id, "tags", tag], doing: doing) }
    return try await changeTags(of: id, doing: doing) { $0.filter { $0 != tag } }
  }

  /// Whether Glance understands a tag in a path: it finds none with a slash, and reads UTF-8 as Latin-1.
  private static func isWordOfPath(_ tag: String) -> Bool {
    tag.utf8.allSatisfy { $0 < 0x80 } && !tag.contains("/")
  }

  /// Replaces all tags; false when they are as they should be.
  @discardableResult
  private func changeTags(
    of id: String, doing: String, _ change: ([String]) -> [String]
  ) async throws -> Bool {
    guard let image = try await image(id: id) else {
      throw BuildError(.buildFailed, "\(doing): there is no such image")
    }
    let tags = change(image.tags)
    guard tags != image.tags else { return false }
    try await self.change(id, [.tags(tags)])
    return true
  }

  /// Lets nobody but administrators read the data.
  public func deactivate(_ id: String) async throws {
    let doing = "deactivating the image \(id) of the cloud \(cloud)"
    try await demand("POST", [id, "actions", "deactivate"], doing: doing)
  }

  /// Undoes `deactivate`.
  public func reactivate(_ id: String) async throws {
    let doing = "reactivating the image \(id) of the cloud \(cloud)"
    try await demand("POST", [id, "actions", "reactivate"], doing: doing)
  }

  /// Asks for something that can be asked for twice.
  private func demand(_ method: String, _ path: [String], doing: String) async throws {
    let request = try ServiceRequest.sending(
      method, try await session.imageEndpoint(doing: doing), ["images"] + path, isRepeatable: true)
    _ = try await session.send(request, doing: doing)
  }

  /// Asks for something to go; false when it is not there.
  func ask(
    _ method: String, _ path: [String], doing: String,
    advice: @Sendable (Int) -> String? = { _ in nil }
  ) async throws -> Bool {
    let request = try ServiceRequest.sending(
      method, try await session.imageEndpoint(doing: doing), ["images"] + path, isRepeatable: true)
    do {
      _ = try await session.send(request, doing: doing, advice: advice)
      return true
    } catch let error as BuildError where error.serviceFault?.status == 404 {
      return false
    }
  }
}
