/// Where the value of a secret is found when it is needed; a recipe never holds the value itself.
public struct SecretSource: Sendable, Hashable, Encodable {
  /// The kinds of places.
  public enum Place: Sendable, Hashable, Encodable {
    /// An environment variable of imgbuild.
    case environment(String)
    /// The content of a file of the host, without a last line end.
    case file(String)
    /// What a command of the host prints, without a last line end.
    case command([String])
  }

  /// The name by which the recipe refers to it.
  public var name: Located<String>
  /// Where the value is.
  public var place: Place

  /// Makes a source.
  public init(name: Located<String>, place: Place) {
    self.name = name
    self.place = place
  }
}
