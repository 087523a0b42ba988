import BuildFoundation
import OpenStackClient

/// The images of one name in a cloud that belong to the session's project.
struct PublishedName: Sendable {
  /// Visible images of exactly that name that can be used, the newest first; more than one is a mishap.
  var current: [CloudImage]
  /// Images that imgbuild has made for the name and that are hidden, the newest first.
  var hidden: [CloudImage]
  /// Images that another machine is making for the name, or has given up; only that machine knows which.
  var unfinished: [CloudImage]
  /// Others that bear the name where the user sees it: of other projects, or without data.
  var strangers: [CloudImage]

  /// All images that the name may have pointed to, or may point to.
  var versions: [CloudImage] { current + hidden }

  /// Looks for them; `own` is an image that this machine has not finished.
  static func read(
    _ name: String, in service: ImageService, own: String? = nil
  ) async throws -> PublishedName {
    let project = try await service.project()
    let named = try await service.images(ImageFilter(name: name))
    let tag = PublicationTag(name).text
    let hidden = try await service.images(ImageFilter(tags: [tag], isHidden: true))
      .filter { $0.belongs(to: project) }
    let unfinished = hidden.filter { $0.name == ArchivedName.unfinished(name) && $0.id != own }
    let current = named.filter { $0.belongs(to: project) && $0.isActive }
    return PublishedName(
      current: current, hidden: hidden.filter { !unfinished.contains($0) },
      unfinished: unfinished, strangers: named.filter { !current.contains($0) })
  }
}

extension CloudImage {
  /// Whether it is the project's own: administrators see the images of all projects, and some clouds do not
  /// tell which one a session is for.
  func belongs(to project: String?) -> Bool { project == nil || owner == project }
}
