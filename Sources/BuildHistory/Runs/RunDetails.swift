/// One run of a build with all that is known of it.
public struct RunDetails: Sendable, Encodable, Equatable {
  /// What a list shows of it.
  public var summary: RunSummary
  /// What was done, in its order; empty when the image was up to date.
  public var activities: [ActivityRun]
  /// What is in the image; nil when there is none.
  public var contents: ImageContents?

  /// Makes a record of a run.
  public init(
    _ summary: RunSummary, activities: [ActivityRun] = [], contents: ImageContents? = nil
  ) {
    self.summary = summary
    self.activities = activities
    self.contents = contents
  }

  private enum CodingKeys: CodingKey {
    case activities
    case contents
  }

  /// One object: the summary's members, and beside them the rest.
  public func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(activities, forKey: .activities)
    try container.encodeIfPresent(contents, forKey: .contents)
  }
}
