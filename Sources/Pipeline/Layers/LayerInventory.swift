/// What the files of a store are for, at one moment under its lock.
struct LayerInventory {
  /// All names in the folder.
  var names: [String] = []
  /// The records that can be read.
  var records: [LayerKey: LayerRecord] = [:]
  /// What recipes and running builds need, by the names of the files that say so.
  var uses: [String: LayerUse] = [:]
  /// The builds that go on now.
  var liveBuilds: [String] = []

  /// What running builds need.
  var live: [LayerUse] { uses.filter { $0.key.hasPrefix("use-") }.map(\.value) }
}
