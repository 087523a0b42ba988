public import Pipeline
public import Recipes
public import SystemPackage

/// What bases need to know of the host.
public struct BaseEnvironment: Sendable {
  /// The folder of downloaded files, which builds share.
  public var downloads: FilePath
  /// The libvirt connection that the user named.
  public var libvirtURI: String?
  /// The disks of libvirt's domains; nil where nobody can look them up.
  public var domains: (any DomainDisks)?
  /// The values of the recipe's secrets, for answer files.
  public var secrets: SecretValues
  /// What mirrors have answered already.
  public var indexes: IndexFiles

  /// Makes an environment.
  public init(
    downloads: FilePath, libvirtURI: String? = nil, domains: (any DomainDisks)? = nil,
    secrets: SecretValues = .none, indexes: IndexFiles = IndexFiles()
  ) {
    self.downloads = downloads
    self.libvirtURI = libvirtURI
    self.domains = domains
    self.secrets = secrets
    self.indexes = indexes
  }
}
