/// The disk with all steps applied, and how it came to be.
struct BuiltLayers: Sendable {
  /// The disk; its overlay holds nothing yet.
  var disk: any BuildDisk
  /// What the base was pinned to.
  var inputs: [String: String]
  /// Each layer in order, base first.
  var steps: [StepOutcome]
  /// The key of the whole build, with what was learnt on the way.
  var key: LayerKey
}
