/// A package repository that the guest gets.
public struct PackageRepository: Sendable, Hashable, Encodable {
  /// Names the repository's files in the guest, and the repository itself where managers name them.
  public var name: Located<String>
  /// Where it is; a URL as the guest's package manager takes it.
  public var url: Located<String>
  /// The suite, for apt: `bookworm`, or a path that ends in `/` for a repository without suites.
  public var suite: Located<String>?
  /// The components of the suite, for apt; empty for `main`.
  public var components: [Located<String>]
  /// The key that signs it: OpenPGP for apt, dnf and zypper, armoured or not; PEM for apk.
  ///
  /// Nil for a repository that is signed with a key that the guest has already.
  public var key: RecipeFile?
  /// Whether its packages are installed without looking at signatures.
  public var trusted: Bool

  /// Makes a repository; the defaults are those of a recipe.
  public init(
    name: Located<String>, url: Located<String>, suite: Located<String>? = nil,
    components: [Located<String>] = [], key: RecipeFile? = nil, trusted: Bool = false
  ) {
    self.name = name
    self.url = url
    self.suite = suite
    self.components = components
    self.key = key
    self.trusted = trusted
  }
}
