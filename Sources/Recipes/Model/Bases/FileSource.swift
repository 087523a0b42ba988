/// A file that a build reads: from the network, or from beside the recipe.
public struct FileSource: Sendable, Hashable, Encodable {
  /// Where it is.
  public enum Place: Sendable, Hashable, Encodable {
    /// http, https or file URLs of the same file, tried in order; at least one.
    case urls([Located<String>])
    /// Beside the recipe.
    case file(RecipeFile)
  }

  /// Where it is.
  public var place: Place
  /// What its content must be; nil when the recipe does not say.
  public var checksum: Checksum?

  /// Makes a source.
  public init(_ place: Place, checksum: Checksum? = nil) {
    self.place = place
    self.checksum = checksum
  }
}
