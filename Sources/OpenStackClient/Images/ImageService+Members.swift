import BuildFoundation

extension ImageService {
  /// The projects that an image is shared with; a project that is one of them sees only itself.
  public func members(of id: String) async throws -> [ImageMember] {
    let doing = "listing the members of the image \(id) of the cloud \(cloud)"
    let endpoint = try await session.imageEndpoint(doing: doing)
    let document = try await session.document(
      of: try await session.send(.get(endpoint, ["images", id, "members"]), doing: doing),
      doing: doing)
    guard let members = document["members"].list else {
      throw BuildError(.buildFailed, "\(doing): the answer has no list of members")
    }
    return members.compactMap { ImageMember($0) }
  }

  /// Shares an image, whose visibility must be `shared`, with a project; it may be shared already.
  @discardableResult
  public func addMember(_ project: String, to id: String) async throws -> ImageMember {
    let doing = "sharing the image \(id) of the cloud \(cloud) with the project \(project)"
    let endpoint = try await session.imageEndpoint(doing: doing)
    do {
      // Whoever is a member already stays it: 409.
      let request = try ServiceRequest.sending(
        "POST", endpoint, ["images", id, "members"], ["member": .text(project)], isRepeatable: true)
      return try await member(request, doing: doing) { status in
        status == 403 ? "only an image whose visibility is shared can have members" : nil
      }
    } catch let error as BuildError where error.serviceFault?.status == 409 {
      let known = try await members(of: id).first { $0.project == project }
      guard let known else { throw error }
      return known
    }
  }

  /// Says for the session's own project, named by its identifier, whether it wants an image.
  @discardableResult
  public func setMember(
    _ project: String, of id: String, to status: ImageMember.Status
  ) async throws -> ImageMember {
    let doing = "answering for the project \(project) to the image \(id) of the cloud \(cloud)"
    let request = try ServiceRequest.sending(
      "PUT", try await session.imageEndpoint(doing: doing), ["images", id, "members", project],
      ["status": .text(status.rawValue)], isRepeatable: true)
    return try await member(request, doing: doing)
  }

  /// Shares an image with a project no longer; false when it was not.
  @discardableResult
  public func removeMember(_ project: String, from id: String) async throws -> Bool {
    let doing =
      "no longer sharing the image \(id) of the cloud \(cloud) with the project \(project)"
    return try await ask("DELETE", [id, "members", project], doing: doing)
  }

  private func member(
    _ request: ServiceRequest, doing: String, advice: @Sendable (Int) -> String? = { _ in nil }
  ) async throws -> ImageMember {
    let response = try await session.send(request, doing: doing, advice: advice)
    guard let member = ImageMember(try await session.document(of: response, doing: doing)) else {
      throw BuildError(.buildFailed, "\(doing): the answer is no member of an image")
    }
    return member
  }
}
