/// A vendor's list of checksums, such as `SHA256SUMS` or `CHECKSUM`, and who must have signed it.
public struct ChecksumList: Sendable, Hashable, Encodable {
  /// The list.
  public var place: FileSource.Place
  /// The detached OpenPGP signature; nil when the list itself is signed inline, or not at all.
  public var signature: FileSource.Place?
  /// The OpenPGP keys one of which must have signed the list, armoured or not; nil for no check.
  public var keyring: RecipeFile?

  /// Makes a list.
  public init(
    _ place: FileSource.Place, signature: FileSource.Place? = nil, keyring: RecipeFile? = nil
  ) {
    self.place = place
    self.signature = signature
    self.keyring = keyring
  }
}
