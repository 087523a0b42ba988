/// How far a build's layers have come.
struct LayerState: Sendable {
  /// The names of the layers' files, bottom first.
  var chain: [String]
  /// What the base was pinned to.
  var inputs: [String: String]
  /// What became of each layer so far.
  var outcomes: [StepOutcome]

  /// The name of the topmost layer's file.
  var top: String { chain.last ?? "" }
}
