import BuildFoundation

/// What a build or a recipe needs of the store.
struct LayerUse: Codable {
  /// How the files begin that hold such needs.
  static let prefixes = ["recipe-", "attempt-", "failed-", "use-"]

  /// Layers that are kept as long as they are there.
  var keys: [LayerKey]
  /// Files of layers that were there when the build began: it stands on them, even if their key is
  /// given to another file meanwhile.
  var files: [String] = []
  /// The folder of the recipe, with the image's name.
  var recipe: String
  /// What the layers took of the disk once the build had succeeded, in the order of `keys`; zero for
  /// one that is gone.
  var sizes: [ByteCount] = []

  /// The image's name.
  var name: String { recipe.split(separator: "/").last.map(String.init) ?? recipe }
}
