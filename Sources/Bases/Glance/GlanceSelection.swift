import BuildFoundation
import Foundation
import OpenStackClient
import Recipes

/// Finds the image that a recipe starts from.
struct GlanceSelection {
  /// What was found, and what the reader should know of it.
  struct Result: Sendable {
    var image: CloudImage
    var notices: [String] = []
  }

  let selection: GlanceBase.Selection
  /// The cloud's name, for messages.
  let cloud: String

  private var doing: String { "choosing the image to start from in the cloud \(cloud)" }

  /// Asks the service; throws a `recipe` error when no image will do.
  func find(in service: ImageService) async throws -> Result {
    switch selection {
    case .id(let id):
      guard let image = try await service.image(id: id.value) else {
        throw BuildError(
          .recipe,
          "\(doing): there is no image with the id \(id.value), or this user may not see it",
          hint: "see which there are with: openstack --os-cloud \(cloud) image list")
      }
      return Result(
        image: image,
        notices: image.isHidden ? ["the image \(id.value) is hidden: a newer one may be meant"] : []
      )
    case .name(let name):
      let found = try await service.images(ImageFilter(name: name.value))
      if found.isEmpty { throw try await missing(name.value, in: service) }
      return try newest(of: found, "called “\(name.value)”")
    case .properties(let wanted):
      let properties = wanted.mapValues(\.value)
      let words = properties.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: ", ")
      let found = try await service.images(ImageFilter(properties: properties))
      guard !found.isEmpty else {
        throw BuildError(
          .recipe, "\(doing): no image has the properties \(words)",
          hint: "every one of them must be the same; hidden images do not count")
      }
      return try newest(of: found, "with \(words)")
    }
  }

  /// The newest image that can be used, of those that the service gave in that order.
  private func newest(of images: [CloudImage], _ what: String) throws -> Result {
    let active = images.filter(\.isActive)
    guard let newest = active.first else {
      let states = images.map { "\($0.id) is \($0.status)" }.joined(separator: ", ")
      throw BuildError(.recipe, "\(doing): none of the images \(what) is active: \(states)")
    }
    var result = Result(image: newest)
    if active.count > 1 {
      result.notices.append(
        "\(active.count) images of the cloud \(cloud) are \(what); the newest is taken, "
          + "\(newest.id) of \(newest.created.formatted(.iso8601))")
    }
    return result
  }

  /// The error for a name that no image has, with the names that are near.
  private func missing(_ name: String, in service: ImageService) async throws -> BuildError {
    let names = try await service.images(ImageFilter(status: "active")).map(\.name)
    var near: [String] = []
    var rest = Set(names.filter { !$0.isEmpty })
    while near.count < 3, let next = nearestName(to: name, in: rest.sorted()) {
      near.append(next)
      rest.remove(next)
    }
    let starting = rest.sorted().filter { $0.lowercased().hasPrefix(name.lowercased()) }
    near += starting.prefix(5 - near.count)
    let hint =
      near.isEmpty
      ? names.isEmpty
        ? "this user sees no image there at all"
        : "see which there are with: openstack --os-cloud \(cloud) image list"
      : "did you mean \(near.joined(separator: " or "))?"
    return BuildError(.recipe, "\(doing): no image is called “\(name)”", hint: hint)
  }
}
