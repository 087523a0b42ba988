import BuildFoundation

extension ImageService {
  /// The image that somebody means by its identifier or its name, as the openstack client finds it.
  ///
  /// A name is looked for among visible images, and among hidden ones when there is none. Throws a `usage`
  /// error when there is no such image, or several have the name.
  public func find(_ word: String) async throws -> CloudImage {
    let doing = "looking for the image “\(word)” in the cloud \(cloud)"
    guard !word.isEmpty else {
      throw BuildError(.usage, "\(doing): it has no name", hint: "name it, or its identifier")
    }
    if Self.mayBeIdentifier(word), let image = try await image(id: word) { return image }
    var found = try await images(ImageFilter(name: word))
    if found.isEmpty { found = try await images(ImageFilter(name: word, isHidden: true)) }
    guard let first = found.first else {
      let names = Set(try await images(limit: 1000).map(\.name))
      let near = nearestName(to: word, in: names.sorted())
      throw BuildError(
        .usage, "\(doing): there is none, or this user may not see it",
        hint: near.map { "did you mean “\($0)”?" } ?? "imgbuild image list shows those there are")
    }
    guard found.count == 1 else {
      let identifiers = found.map { "\($0.id) of the project \($0.owner ?? "?")" }
      throw BuildError(
        .usage, "\(doing): \(found.count) images have that name",
        hint: "name one by its identifier: \(identifiers.joined(separator: ", "))")
    }
    return first
  }

  /// Whether Glance could have made it; anything may stand in a path, and this goes into one.
  private static func mayBeIdentifier(_ word: String) -> Bool {
    word.count == 36 && word.allSatisfy { $0.isHexDigit || $0 == "-" }
  }
}
