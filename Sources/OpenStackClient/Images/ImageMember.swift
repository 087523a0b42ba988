/// A project that a shared image is shared with.
public struct ImageMember: Sendable, Hashable {
  /// Whether the project wants the image.
  public enum Status: String, Sendable, Hashable {
    /// Nobody there has said; lists leave it out, but its identifier can be used.
    case pending
    /// Its lists have the image.
    case accepted
    /// As `pending`.
    case rejected
  }

  /// The project's identifier.
  public let project: String
  /// Whether it wants the image.
  public let status: Status

  init?(_ document: JSONValue) {
    guard let project = document["member_id"].text,
      let status = document["status"].text.flatMap(Status.init)
    else { return nil }
    self.project = project
    self.status = status
  }
}
