import BuildFoundation
import OpenStackClient

/// The images of one name in a cloud that belong to the session's project.
struct PublishedName: Sendable {
  /// Visible images of exactly that name that can be used, the newest first; more than one is a mishap.
  var current: [CloudImage]
  /// Images that imgbuild has made for the name and that are hidden, the newest first.
  var hidden: [CloudImage]
  /// Others that bear the name where the user sees it: of other projects, or without data.
  var strangers: [CloudImage]

  /// All images that the name may have pointed to, or may point to.
  var versions: [CloudImage] { current + hidden }

  /// Looks for them.
  static func read(_ name: String, in service: ImageService) async throws -> PublishedName {
    let project = try await service.project()
    let named = try await service.images(ImageFilter(name: name))
    let tag = PublicationTag(name).text
    let hidden = try await service.images(ImageFilter(tags: [tag], isHidden: true))
    let current = named.filter { $0.belongs(to: project) && $0.isActive }
    return PublishedName(
      current: current, hidden: hidden.filter { $0.belongs(to: project) },
      strangers: named.filter { !current.contains($0) })
  }
}

extension CloudImage {
  /// Whether it is the project's own: administrators see the images of all projects, and some clouds do not
  /// tell which one a session is for.
  func belongs(to project: String?) -> Bool { project == nil || owner == project }
}
