/// What failed on a disk that was kept for its sake.
public struct LayerFailure: Sendable, Codable, Equatable {
  /// The title of the step, or of what else failed.
  public var title: String
  /// The error's message.
  public var message: String
  /// The build, by the identifier of its scratch folder.
  public var build: String

  /// Describes a failure.
  public init(title: String, message: String, build: String) {
    self.title = title
    self.message = message
    self.build = build
  }
}
