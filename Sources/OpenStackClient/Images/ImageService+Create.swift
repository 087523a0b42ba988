import BuildFoundation

extension ImageService {
  /// Makes an image without data.
  ///
  /// Because the identifier is known beforehand, a lost answer does no harm: the image is looked for
  /// before another is made, and one that is there already, as described and without data, is taken. Throws a
  /// `buildFailed` error with Glance's words: 403 when the role does not allow it, 413 when there are more
  /// properties or tags than the service's quota.
  @discardableResult
  public func create(_ image: NewImage) async throws -> CloudImage {
    let doing = "making the image “\(image.name)” (\(image.id)) in the cloud \(cloud)"
    let endpoint = try await session.imageEndpoint(doing: doing)
    let request = try ServiceRequest.sending(
      "POST", endpoint, ["images"], image.document(doing: doing), isRepeatable: false)
    var failures = 0
    while true {
      do {
        let response = try await session.send(request, doing: doing, advice: Self.createAdvice)
        return try await read(response, doing: doing)
      } catch let error as BuildError where session.isPassing(error) {
        if let made = try await self.image(id: image.id), image.describes(made) { return made }
        failures += 1
        guard failures < session.retry.attempts else { throw error }
        try await Task.sleep(for: session.retry.pause(after: failures))
      } catch let error as BuildError where error.serviceFault?.status == 409 {
        guard let made = try await self.image(id: image.id), image.describes(made) else {
          throw error
        }
        return made
      }
    }
  }

  private static let createAdvice: @Sendable (Int) -> String? = { status in
    switch status {
    case 403:
      "the user's role, or the service's policy, does not allow it; ask the cloud's operator"
    case 409: "an image had this identifier before, and may be deleted; choose another"
    case 413: "the image has more properties or tags than the service allows"
    default: nil
    }
  }
}
