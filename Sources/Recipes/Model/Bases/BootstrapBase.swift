/// A distribution installed from its packages onto an empty disk.
public struct BootstrapBase: Sendable, Hashable, Encodable {
  /// The distributions that can be installed so.
  public enum Distribution: String, Sendable, Hashable, Encodable, CaseIterable {
    case debian
    case ubuntu
  }

  /// Processor architectures, by Debian's names.
  public enum Architecture: String, Sendable, Hashable, Encodable, CaseIterable {
    case amd64
    case arm64
  }

  /// The distribution.
  public var distribution: Located<Distribution>
  /// The suite, such as `bookworm`.
  public var suite: Located<String>
  /// The architecture; nil for the host's own.
  public var architecture: Located<Architecture>?
  /// The package mirror's URL; nil for the default of the host.
  public var mirror: Located<String>?
  /// The OpenPGP keys that must have signed the packages' lists; nil for those that the host trusts.
  public var keyring: RecipeFile?
  /// Packages wanted beside those that every image gets.
  public var include: [Located<String>]

  /// Makes the base; the defaults are those of a recipe.
  public init(
    distribution: Located<Distribution>, suite: Located<String>,
    architecture: Located<Architecture>? = nil, mirror: Located<String>? = nil,
    keyring: RecipeFile? = nil, include: [Located<String>] = []
  ) {
    self.distribution = distribution
    self.suite = suite
    self.architecture = architecture
    self.mirror = mirror
    self.keyring = keyring
    self.include = include
  }
}
