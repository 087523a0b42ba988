/// What a build starts from.
///
/// A recipe that starts from another recipe has that one's base, and its steps before its own.
public enum Base: Sendable, Hashable, Encodable {
  /// A distribution installed from its packages onto an empty disk.
  case bootstrap(BootstrapBase)
  /// A disk image, such as a vendor's cloud image.
  case image(ImageBase)
  /// A distribution installed by its own installer, unattended.
  case installer(InstallerBase)
  /// A Windows installed from its disc, unattended.
  case windows(WindowsBase)
  /// An image of a cloud.
  case glance(GlanceBase)
  /// The disk of a libvirt domain.
  case domain(DomainBase)
}
