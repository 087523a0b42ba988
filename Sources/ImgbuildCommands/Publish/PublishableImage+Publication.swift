import BuildFoundation
import ImageProperties
import Pipeline
import Publishing
import Recipes
import SystemPackage

extension PublishableImage {
  /// How it is published in a cloud; `convert` makes the file of a format that it does not have.
  ///
  /// Throws a `recipe` error when a property that is other there contradicts the disk.
  func publication(
    in target: CloudTarget, _ options: PublicationOptions,
    convert: @escaping @Sendable (ImageBase.Format) async throws -> FilePath = Self.notConverted
  ) throws -> Publication {
    var content = Publication.Content.file(path, sha512: file.sha512)
    if let format = target.format, format.rawValue != file.format {
      content = .conversion(origin: "sha512:\(file.sha512) as \(format.rawValue)") {
        try await convert(format)
      }
    }
    return Publication(
      name: target.name ?? name, content: content,
      diskFormat: target.format?.rawValue ?? file.format, transfer: target.transfer,
      properties: try properties(in: target), visibility: options.visibility,
      members: options.members, keep: options.keepImages, isExact: options.exact)
  }

  /// For plans, which make nothing.
  static let notConverted: @Sendable (ImageBase.Format) async throws -> FilePath = { format in
    throw BuildError(.defect, "converting an image to \(format.rawValue): only a plan is made")
  }

  /// The stamp, with what is other in the cloud: held against the disk as it was when it was made.
  private func properties(in target: CloudTarget) throws -> PropertySet {
    guard !target.properties.isEmpty else { return properties }
    guard let manifest else {
      throw BuildError(
        .usage, "publishing \(name): only artifacts can have other properties in a cloud",
        hint: "imgbuild stamp --set changes those of other images")
    }
    var request = StampRequest(
      manifest.properties, PropertyAssignments(values: target.properties))
    request.profile = try PropertyProfile.named(
      manifest.profile ?? PropertyProfile.openStack.name)
    request.omitted = Set(manifest.omitted ?? [])
    request.allowed = (manifest.mismatches ?? []).reasons
    request.built = manifest.created
    return try PropertyRules(manifest.facts).stamp(request).properties
  }
}
