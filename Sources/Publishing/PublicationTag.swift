import BuildFoundation

/// The tag by which an image is known to have been made by imgbuild for a name: names change, tags stay.
struct PublicationTag: Sendable {
  /// Glance's limit is 255 characters.
  private static let longest = 240

  let text: String

  init(_ name: String) {
    text = "imgbuild:" + (name.count <= Self.longest ? name : Digest.sha256(name).hex)
  }
}
