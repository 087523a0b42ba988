public import BuildFoundation
public import Recipes

/// A file whose content is known by digest, whether it is on this host already or not.
public struct PinnedFile: Sendable, Hashable {
  /// Where it comes from.
  public let source: FileSource
  /// What its content is.
  public let digest: Digest
  /// The fingerprint of the OpenPGP key that vouches for the digest; nil when nobody does.
  public let signer: String?

  init(_ source: FileSource, _ digest: Digest, signer: String? = nil) {
    self.source = source
    self.digest = digest
    self.signer = signer
  }

  /// The file's name.
  public var name: String { source.place.name }

  /// What a base made from the file reports as its inputs.
  public var inputs: [String: String] {
    var inputs = [name: digest.description]
    if let signer { inputs["\(name), digest signed by"] = signer }
    return inputs
  }
}
