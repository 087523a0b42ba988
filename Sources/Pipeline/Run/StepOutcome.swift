/// What became of a step, for the manifest.
public struct StepOutcome: Sendable, Codable, Equatable {
  /// The row's identifier.
  public var id: String
  /// The row's title.
  public var title: String
  /// The key of the layer that the step left.
  public var key: LayerKey
  /// Whether the layer of an earlier build was used.
  public var cached: Bool
  /// How long it took when it was made, in seconds of wall-clock time.
  public var seconds: Double

  /// Makes a record.
  public init(id: String, title: String, key: LayerKey, cached: Bool, seconds: Double) {
    self.id = id
    self.title = title
    self.key = key
    self.cached = cached
    self.seconds = seconds
  }
}
