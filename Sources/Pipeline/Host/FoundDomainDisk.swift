public import BuildFoundation

/// A disk of a libvirt domain, as it was found.
public struct FoundDomainDisk: Sendable, Equatable {
  /// The libvirt URI.
  public var connection: String
  /// The domain's name.
  public var domain: String
  /// The domain's UUID.
  public var uuid: String
  /// The disk's target, such as `vda`.
  public var target: String
  /// The size that the guest sees.
  public var size: ByteCount
  /// What changes when the disk's content does: path, size and time of change of each of its files.
  ///
  /// Nil where nothing can tell, as for a running domain.
  public var state: String?

  /// Describes a disk.
  public init(
    connection: String, domain: String, uuid: String, target: String, size: ByteCount,
    state: String?
  ) {
    self.connection = connection
    self.domain = domain
    self.uuid = uuid
    self.target = target
    self.size = size
    self.state = state
  }
}
