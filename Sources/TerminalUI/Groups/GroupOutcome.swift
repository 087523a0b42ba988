/// How one build of several ended.
public struct GroupOutcome: Sendable, Equatable {
  /// What became of it.
  public enum Ending: Sendable, Equatable {
    /// There is a new artifact.
    case built
    /// The artifact was there already.
    case upToDate
    /// There is none; the message says why.
    case failed(String)
    /// It was interrupted, or not begun because of an interruption.
    case interrupted
  }

  /// The image's name.
  public var name: String
  /// What became of it.
  public var ending: Ending
  /// What there is to say of the artifact, in a line; may be empty.
  public var detail: String
  /// Wall-clock seconds; 0 for one that was not begun.
  public var seconds: Double

  /// Makes an outcome.
  public init(name: String, ending: Ending, detail: String = "", seconds: Double) {
    self.name = name
    self.ending = ending
    self.detail = detail
    self.seconds = seconds
  }

  /// Whether there is an artifact.
  public var succeeded: Bool { ending == .built || ending == .upToDate }
}
