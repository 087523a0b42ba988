import BuildFoundation

/// What changed between two runs of an image.
public struct BuildDifference: Sendable, Encodable {
  /// The older run.
  public var old: RunSummary
  /// The newer run.
  public var new: RunSummary
  /// The packages that are not the same, by name.
  public var packages: [PackageChange]
  /// The properties that are not the same, by name.
  public var properties: [ValueChange]
  /// What the base was pinned to and is no longer, by name.
  public var inputs: [ValueChange]
  /// The rows of both runs.
  public var activities: [ActivityChange]
  /// The bytes by which the image file grew; negative when it shrank.
  public var size: Int64
  /// The bytes by which the disk that a guest sees grew.
  public var virtualSize: Int64
  /// The seconds by which the newer run took longer.
  public var seconds: Double

  /// Compares two runs; nil when one of them has no image.
  public init?(from old: RunDetails, to new: RunDetails) {
    guard let before = old.contents, let after = new.contents,
      let oldImage = old.summary.image, let newImage = new.summary.image
    else { return nil }
    self.old = old.summary
    self.new = new.summary
    packages = PackageChange.changes(from: before.packages, to: after.packages)
    properties = ValueChange.changes(from: before.properties, to: after.properties)
    inputs = ValueChange.changes(from: before.inputs, to: after.inputs)
    activities = ActivityChange.changes(from: old.activities, to: new.activities)
    size = newImage.size.bytes - oldImage.size.bytes
    virtualSize = newImage.virtualSize.bytes - oldImage.virtualSize.bytes
    seconds = new.summary.seconds - old.summary.seconds
  }
}
