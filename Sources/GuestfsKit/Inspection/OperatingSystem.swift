/// A system that was found on the disks.
///
/// Texts are libguestfs's own; what it could not find out is `unknown` there and nil here.
public struct OperatingSystem: Sendable, Hashable {
  /// The device of the root file system, such as `/dev/sda1`.
  public let root: String
  /// `linux`, `windows`, `freebsd` and so on.
  public let type: String?
  /// `debian`, `ubuntu`, `rocky`, `windows` and so on.
  public let distribution: String?
  /// The version before the first point; 0 if unknown.
  public let majorVersion: Int
  /// The version after the first point; 0 if unknown.
  public let minorVersion: Int
  /// The name for people, such as `Debian GNU/Linux 12 (bookworm)`.
  public let productName: String?
  /// `Server`, `Client`…, for systems that differ so.
  public let productVariant: String?
  /// `x86_64`, `aarch64`, `i386` and so on.
  public let architecture: String?
  /// The name that the system has for itself.
  public let hostname: String?
  /// `deb`, `rpm`, `apk` and so on.
  public let packageFormat: String?
  /// `apt`, `dnf`, `yum` and so on.
  public let packageManagement: String?
  /// libosinfo's short identifier, where libguestfs knows it: `debian12`.
  public let osinfo: String?
  /// Where its file systems are mounted, the root's among them.
  public let mountpoints: [Mountpoint]

  /// One file system of a system.
  public struct Mountpoint: Sendable, Hashable {
    /// Where it is mounted.
    public let path: String
    /// What is mounted.
    public let device: String
  }
}
