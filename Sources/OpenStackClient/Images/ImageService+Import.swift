import BuildFoundation

extension ImageService {
  /// The ways to bring data in that the service has besides an upload, such as `glance-direct`; empty for none.
  public func importMethods() async throws -> [String] {
    let doing = "asking the cloud \(cloud) for its ways to import images"
    let info = try await information("import", doing: doing)
    return info?["import-methods"]["value"].list?.compactMap(\.text) ?? []
  }

  /// What an image's `disk_format` may be; nil where the service does not tell.
  public func diskFormats() async throws -> [String]? {
    let doing = "asking the cloud \(cloud) for the formats of images"
    let schema = try await document(["schemas", "image"], doing: doing)
    let formats = schema?["properties"]["disk_format"]["enum"].list?.compactMap(\.text)
    return formats?.isEmpty == true ? nil : formats
  }

  /// The stores that the service has, by identifier; nil when it does not tell, empty never.
  public func stores() async throws -> [ImageStore]? {
    let doing = "asking the cloud \(cloud) for its image stores"
    return try await information("stores", doing: doing)?["stores"].list?.compactMap {
      ImageStore($0)
    }
  }

  /// What the project has of images and may have, by Glance's names such as `image_size_total` (in MiB) and
  /// `image_count_total`; nil where the service has no such limits, or does not tell.
  public func usage() async throws -> [String: ImageUsage]? {
    let doing = "asking the cloud \(cloud) for the limits of images"
    guard case .mapping(let usage) = try await information("usage", doing: doing)?["usage"],
      !usage.isEmpty
    else { return nil }
    return usage.compactMapValues { ImageUsage($0) }
  }

  private func information(_ topic: String, doing: String) async throws -> JSONValue? {
    try await document(["info", topic], doing: doing)
  }

  /// What the service answers; nil when it has nothing there.
  private func document(_ path: [String], doing: String) async throws -> JSONValue? {
    let endpoint = try await session.imageEndpoint(doing: doing)
    do {
      return try await session.document(
        of: try await session.send(.get(endpoint, path), doing: doing), doing: doing)
    } catch let error as BuildError where error.serviceFault?.status == 404 {
      return nil
    }
  }

  /// Has Glance take what was staged into its stores, by the method `glance-direct`.
  ///
  /// Glance does it later; `waitUntilActive` tells what comes of it. `stores` are identifiers; empty for the
  /// service's default. Of several, one that fails does not undo the others unless `allMustSucceed`. It is
  /// never asked for twice.
  public func importStaged(
    _ id: String, into stores: [String] = [], allMustSucceed: Bool = true
  ) async throws {
    let doing = "importing the staged data of the image \(id) of the cloud \(cloud)"
    var document: [String: JSONValue] = ["method": ["name": "glance-direct"]]
    if !stores.isEmpty {
      document["stores"] = .list(stores.map { .text($0) })
      document["all_stores_must_succeed"] = .flag(allMustSucceed)
    }
    let request = try ServiceRequest.sending(
      "POST", try await session.imageEndpoint(doing: doing), ["images", id, "import"],
      .mapping(document), isRepeatable: false)
    _ = try await session.send(request, doing: doing)
  }

  /// Waits until an image can be used, and gives it.
  ///
  /// Throws a `buildFailed` error as soon as it is clear that this will never be, with the words of Glance's
  /// task where there was one; a `timedOut` error after `limit`. `onStatus` gets each status once.
  public func waitUntilActive(
    _ id: String, limit: Duration = .seconds(1800),
    onStatus: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> CloudImage {
    try await withTimeLimit(
      limit, waitingFor: "the image \(id) of the cloud \(cloud) to become active",
      hint: "the service is still busy with it: openstack image show \(id)"
    ) {
      var pause = Duration.milliseconds(200)
      var last = ""
      while true {
        let image = try await outcome(of: id)
        if image.isActive { return image }
        if image.status != last { onStatus(image.status) }
        last = image.status
        try await Task.sleep(for: pause)
        pause = min(pause * 3 / 2, .seconds(5))
      }
    }
  }

  /// The image as long as it is active or may become it.
  private func outcome(of id: String) async throws -> CloudImage {
    let doing = "waiting for the image \(id) of the cloud \(cloud) to become active"
    guard let image = try await image(id: id) else {
      throw BuildError(.buildFailed, "\(doing): it is gone", hint: "somebody has deleted it")
    }
    let isGoingOn = ["saving", "uploading", "importing"].contains(image.status)
    let hasFailed = !image.failedStores.isEmpty && image.importingStores.isEmpty
    if image.isActive || isGoingOn && !hasFailed { return image }
    let stores = hasFailed ? ", and failed in \(image.failedStores.joined(separator: ", "))" : ""
    let words = await taskWords(id).map { ": \($0)" } ?? ""
    throw BuildError(
      .buildFailed, "\(doing): it is \(image.status)\(stores)\(words)",
      hint: "delete the image and make another; the service's log has more")
  }

  /// What the latest task of an image says that failed; Glance tells since its version 22.
  private func taskWords(_ id: String) async -> String? {
    let doing = "reading the tasks of the image \(id)"
    guard let endpoint = try? await session.imageEndpoint(doing: doing),
      let response = try? await session.send(
        .get(endpoint, ["images", id, "tasks"]), doing: doing),
      let tasks = try? await session.document(of: response, doing: doing)["tasks"].list
    else { return nil }
    let failed = tasks.filter { $0["status"].text == "failure" }
    return failed.max { ($0["updated_at"].text ?? "") < ($1["updated_at"].text ?? "") }?["message"]
      .text.map { ServiceWords.plain(Array($0.utf8)) }
  }
}
