/// An emulated TPM, as Nova gives one.
public struct TrustedPlatformModule: Sendable, Equatable {
  /// `1.2` or `2.0`.
  public var version: String
  /// `tpm-tis` or `tpm-crb`.
  public var model: String

  /// Makes a TPM.
  public init(version: String, model: String) {
    self.version = version
    self.model = model
  }
}
