/// The disk of a libvirt domain, as it is now.
public struct DomainBase: Sendable, Hashable, Encodable {
  /// The domain's name or UUID.
  public var name: Located<String>
  /// The libvirt connection that knows it; nil for `--connect`, or libvirt's default.
  public var connection: Located<String>?
  /// The disk's target, such as `vda`; nil for the first disk.
  public var disk: Located<String>?

  /// Makes a base.
  public init(
    name: Located<String>, connection: Located<String>? = nil, disk: Located<String>? = nil
  ) {
    self.name = name
    self.connection = connection
    self.disk = disk
  }
}
