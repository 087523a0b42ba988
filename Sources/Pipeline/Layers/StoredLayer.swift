public import BuildFoundation
public import Foundation

/// A layer of the store, for those who look into it.
public struct StoredLayer: Sendable {
  /// Its key.
  public let key: LayerKey
  /// What is kept about it.
  public let record: LayerRecord
  /// What its own file takes of the disk, without those below it.
  public let size: ByteCount
  /// When a build last used it, by the clock of that moment.
  public let lastUse: Date
  /// The images that use it.
  public let images: [String]
  /// Whether a running build relies on it.
  public internal(set) var isLive: Bool

  /// The name of its own file.
  public var file: String { record.chain.last ?? "" }
}
