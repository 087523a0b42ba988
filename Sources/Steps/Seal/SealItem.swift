/// A kind of identity or debris that no two instances of an image may share.
public struct SealItem: Sendable {
  /// The name by which a recipe keeps it.
  public let name: String
  /// What it is, for the documentation.
  public let summary: String
  /// Commands for a POSIX shell in the guest; what is not there is no error.
  let script: String
}
