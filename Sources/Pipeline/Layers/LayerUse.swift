/// What a build or a recipe needs of the store.
struct LayerUse: Codable {
  /// How the files begin that hold such needs.
  static let prefixes = ["recipe-", "attempt-", "use-"]

  /// Layers that are kept as long as they are there.
  var keys: [LayerKey]
  /// Files of layers that were there when the build began: it stands on them, even if their key is
  /// given to another file meanwhile.
  var files: [String]
}
