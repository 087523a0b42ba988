public import Foundation

/// What is kept beside a layer: its files, and where it came from.
public struct LayerRecord: Sendable, Codable, Equatable {
  /// The names of the qcow2 files of the layer and all below it, bottom first.
  public var chain: [String]
  /// The step's or the base's title.
  public var title: String
  /// How long it took to make, in seconds of wall-clock time.
  public var seconds: Double
  /// When it was made.
  public var created: Date
  /// What the base of the chain was pinned to.
  public var inputs: [String: String]

  /// Makes a record.
  public init(
    chain: [String], title: String, seconds: Double, created: Date = Date(),
    inputs: [String: String]
  ) {
    self.chain = chain
    self.title = title
    self.seconds = seconds
    self.created = created
    self.inputs = inputs
  }
}
