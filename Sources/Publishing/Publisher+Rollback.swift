import BuildFoundation
import Foundation
public import OpenStackClient

extension Publisher {
  /// The images of a name, that which has it first, then those that had it or are being made, the newest first.
  public func versions(of name: String) async throws -> (
    current: [CloudImage], former: [CloudImage]
  ) {
    let state = try await PublishedName.read(name, in: service)
    return (state.current, state.hidden + state.unfinished)
  }

  /// Gives the name back to the image that had it before, or to the one with the identifier `id`.
  ///
  /// Throws a `usage` error where there is none.
  public func rollBack(_ name: String, to id: String? = nil) async throws -> CloudImage {
    let lock = try await journal.lock(cloud, name)
    defer { withExtendedLifetime(lock) {} }
    try await putInOrder(name)
    let doing = "going back to an earlier image of \(name) in the cloud \(cloud)"
    let state = try await PublishedName.read(name, in: service)
    let usable = state.hidden.filter(\.isActive)
    let wanted: CloudImage?
    if let id {
      wanted = usable.first { $0.id == id }
    } else {
      let limit = state.current.first?.created ?? .distantFuture
      // The service's times are whole seconds: two images may be of the same.
      wanted = usable.first { $0.created <= limit }
    }
    guard let wanted else {
      let known = usable.map { "\($0.id) of \($0.created.formatted(.iso8601))" }
      throw BuildError(
        .usage, "\(doing): there is none" + (id.map { " with the identifier \($0)" } ?? ""),
        hint: known.isEmpty
          ? "imgbuild publish --keep-images N keeps N of them"
          : "there are \(known.joined(separator: ", "))")
    }
    try await takeOver(name, wanted)
    return try await service.image(id: wanted.id) ?? wanted
  }
}
