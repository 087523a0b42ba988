public import BuildFoundation

/// An operating system as libosinfo describes it.
public struct OsinfoSystem: Sendable, Hashable {
  /// libosinfo's short name: `debian12`, `ubuntu22.04`, `win2k22`.
  public var shortID: String
  /// libosinfo's address for it: `http://debian.org/debian/12`.
  public var id: String
  /// The distribution: `debian`, `ubuntu`, `win`; what Glance calls `os_distro`.
  public var distro: String
  /// libosinfo's family: `linux`, `winnt`, `freebsd`.
  public var family: String?
  /// The version: `12`, `22.04`; nil for some rolling releases.
  public var version: String?
  /// The name for people.
  public var name: String?
  /// The vendor's code name.
  public var codename: String?
  /// When it came out, as `YYYY-MM-DD`.
  public var releaseDate: String?
  /// The least memory that it runs with, where the database says.
  public var minimumRAM: ByteCount?
  /// The least disk that it runs with, where the database says.
  public var minimumStorage: ByteCount?
  /// The memory that its vendor recommends.
  public var recommendedRAM: ByteCount?
  /// The disk that its vendor recommends.
  public var recommendedStorage: ByteCount?
}
