public import Foundation
public import ImageProperties

/// `manifest.json`: what an artifact is and how it came to be.
public struct Manifest: Sendable, Codable {
  /// The version of this file's form; 1.
  public var version = 1
  /// The recipe's name.
  public var name: String
  /// The version of imgbuild.
  public var imgbuild: String
  /// When the build ended.
  public var created: Date
  /// The recipe's file name and digest.
  public var recipe: RecipeReference
  /// The key of the whole build: equal keys mean that nothing has to be built.
  public var key: LayerKey
  /// What the base was pinned to.
  public var inputs: [String: String]
  /// Each step with its key and seconds, base first.
  public var steps: [StepOutcome]
  /// Seconds of the stages after the steps, by name.
  public var stages: [String: Double]
  /// The image file.
  public var image: ImageFile
  /// What was found on the disk, the packages included.
  public var facts: DiskFacts
  /// The properties with their reasons.
  public var properties: [ImageProperty]
  /// The profile that the properties were held against; nil in manifests of older versions.
  public var profile: String?
  /// Where the properties contradict the disk, and why the recipe allows it.
  public var mismatches: [PropertyMismatch]?
  /// Properties that somebody had left out, whatever the disk proves; nil for none.
  public var omitted: [String]?
  /// What verification saw; nil when the recipe switches it off.
  public var verification: VerificationReport?

  /// A recipe, as a manifest refers to it.
  public struct RecipeReference: Sendable, Codable {
    /// The file's name without its folder.
    public var file: String
    /// SHA-256 of the file in hexadecimal.
    public var sha256: String
  }
}

extension Manifest {
  /// The manifest in the folder of an artifact; nil where there is none that can be read.
  public static func read(from data: Data) -> Manifest? {
    try? JSONDecoder.layers.decode(Manifest.self, from: data)
  }

  /// The manifest as it is written.
  public func encoded() throws -> Data {
    try JSONEncoder.layers.encode(self) + Data("\n".utf8)
  }
}
