/// What the disk of a failed build stands on.
struct FailedLayers: Sendable {
  /// The keys of the layers, bottom first.
  var keys: [LayerKey]
  /// Their files, bottom first.
  var files: [LayerFile]
  /// What the base was pinned to.
  var inputs: [String: String]
}

extension LayerState {
  /// What a disk in this state stands on.
  var failed: FailedLayers {
    FailedLayers(keys: outcomes.map(\.key), files: files, inputs: inputs)
  }
}

extension BuiltDisk {
  /// What the finished disk stands on.
  var failed: FailedLayers {
    FailedLayers(keys: steps.map(\.key), files: files, inputs: inputs)
  }
}
