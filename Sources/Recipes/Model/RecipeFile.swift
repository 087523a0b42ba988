public import SystemPackage

/// A file or folder that a recipe names.
///
/// Encodes as the name alone, so that a layer key does not depend on where the recipe lies.
public struct RecipeFile: Sendable, Hashable {
  /// The name as written, relative to the recipe's folder.
  public var name: String
  /// The same, absolute and without symbolic links.
  public var path: FilePath
  /// Whether it is a folder.
  public var isFolder: Bool
  /// Where the recipe names it.
  public var location: SourceLocation

  /// Makes a recipe file.
  public init(name: String, path: FilePath, isFolder: Bool, location: SourceLocation) {
    self.name = name
    self.path = path
    self.isFolder = isFolder
    self.location = location
  }

  public static func == (left: RecipeFile, right: RecipeFile) -> Bool {
    left.name == right.name && left.path == right.path
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(path)
  }
}

extension RecipeFile: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
