/// How far a build's layers have come.
struct LayerState: Sendable {
  /// The plan, with what was learnt since.
  var plan: BuildPlan
  /// The layers' files, bottom first.
  var files: [LayerFile]
  /// What the base was pinned to.
  var inputs: [String: String]
  /// What became of each layer so far.
  var outcomes: [StepOutcome]
  /// The layers that this build alone makes.
  let claim: LayerClaim

  /// The name of the topmost layer's file.
  var top: String { files.last?.name ?? "" }
}
