public import Foundation
public import ImageProperties

/// `stamp.json` beside an image that imgbuild has not built: what it is stamped with, for the next stamp.
public struct StampRecord: Sendable, Codable {
  /// The version of this file's form; 1.
  public var version = 1
  /// The image file.
  public var image: ImageFile
  /// The profile that the properties were held against.
  public var profile: String
  /// The properties with their reasons.
  public var properties: [ImageProperty]
  /// Properties that somebody had left out, whatever the disk proves.
  public var omitted: [String]
  /// Where the properties contradict the disk, and why that was allowed.
  public var mismatches: [PropertyMismatch]

  /// Makes a record.
  public init(
    image: ImageFile, profile: String, properties: [ImageProperty], omitted: [String],
    mismatches: [PropertyMismatch]
  ) {
    self.image = image
    self.profile = profile
    self.properties = properties
    self.omitted = omitted
    self.mismatches = mismatches
  }

  /// The record in a file's content; nil where there is none that can be read.
  public static func read(from data: Data) -> StampRecord? {
    try? JSONDecoder.layers.decode(StampRecord.self, from: data)
  }

  /// The record as it is written.
  public func encoded() throws -> Data {
    try JSONEncoder.layers.encode(self) + Data("\n".utf8)
  }
}
