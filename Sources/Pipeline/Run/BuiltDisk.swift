import SystemPackage

/// The disk with all steps applied and sealed, and how it came to be.
struct BuiltDisk: Sendable {
  /// The topmost file of its chain; nothing has it open.
  var overlay: FilePath
  /// What the seal found.
  var seal: SealFindings
  /// The layers' files, bottom first.
  var files: [LayerFile]
  /// What the base was pinned to.
  var inputs: [String: String]
  /// Each layer in order, base first.
  var steps: [StepOutcome]
  /// The key of the whole build, with what was learnt on the way.
  var key: LayerKey
}
