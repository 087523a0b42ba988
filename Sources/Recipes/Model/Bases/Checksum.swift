public import BuildFoundation

/// How a recipe says what the content of a file must be.
public enum Checksum: Sendable, Hashable, Encodable {
  /// The digest itself.
  case literal(Located<Digest>)
  /// The digest that a list of the vendor has for the file's name.
  case published(ChecksumList)
}
