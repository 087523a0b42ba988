public import SystemPackage

/// How the certificates of TLS are checked and shown.
public struct TransportSecurity: Sendable, Hashable {
  /// Whether servers must prove who they are; only ever false when the user says so.
  public var verifiesServer: Bool
  /// The certificate authorities to trust in place of the system's: a PEM file, or a folder of them.
  public var authorities: FilePath?
  /// The client's certificate chain, PEM.
  public var certificate: FilePath?
  /// The key of `certificate`, PEM; nil when it is in the same file.
  public var key: FilePath?

  /// Makes the settings; the defaults are those of the system.
  public init(
    verifiesServer: Bool = true, authorities: FilePath? = nil, certificate: FilePath? = nil,
    key: FilePath? = nil
  ) {
    self.verifiesServer = verifiesServer
    self.authorities = authorities
    self.certificate = certificate
    self.key = key
  }
}
