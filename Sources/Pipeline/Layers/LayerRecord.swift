public import Foundation

/// What is kept beside a layer: its files, and where it came from.
public struct LayerRecord: Sendable, Codable, Equatable {
  /// The qcow2 files of the layer and all below it, bottom first.
  public var files: [LayerFile]
  /// The step's or the base's title.
  public var title: String
  /// How long it took to make, in seconds of wall-clock time.
  public var seconds: Double
  /// When it was made.
  public var created: Date
  /// What the base of the chain was pinned to.
  public var inputs: [String: String]
  /// Digests of what the key was made of, by name: they tell later what changed.
  ///
  /// Nil in records of earlier versions.
  public var fields: [String: String]?
  /// What failed on this disk, where it is that of a failed build and no layer to build on.
  public var failure: LayerFailure?

  /// Makes a record.
  public init(
    files: [LayerFile], title: String, seconds: Double, created: Date = Date(),
    inputs: [String: String], fields: [String: String]? = nil, failure: LayerFailure? = nil
  ) {
    self.files = files
    self.title = title
    self.seconds = seconds
    self.created = created
    self.inputs = inputs
    self.fields = fields
    self.failure = failure
  }

  /// The names of the files, bottom first.
  public var chain: [String] { files.map(\.name) }
}
