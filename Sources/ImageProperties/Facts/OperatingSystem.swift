/// The operating system found on a disk.
public struct OperatingSystem: Sendable, Codable, Equatable {
  /// What Nova distinguishes in `os_type`.
  public enum Family: String, Sendable, Codable {
    case linux
    case windows
    case unknown
  }

  /// Linux, Windows, or neither for certain.
  public var family: Family
  /// The distribution's name as libosinfo's `distro` has it: `debian`, `ubuntu`, `rocky`.
  public var distribution: String
  /// The version as libosinfo has it: `12`, `24.04`; empty when the disk does not tell.
  public var version: String
  /// What the disk calls itself: `Debian GNU/Linux 12 (bookworm)`.
  public var productName: String
  /// What Windows calls its edition, `ServerStandard`, or Linux its variant, `cloud`; nil for none.
  public var edition: String?
  /// The build number of Windows, or the build of a Linux image that tells it (`BUILD_ID`).
  public var build: String?

  /// Makes a system from what was found.
  public init(
    family: Family, distribution: String, version: String, productName: String,
    edition: String? = nil, build: String? = nil
  ) {
    self.family = family
    self.distribution = distribution
    self.version = version
    self.productName = productName
    self.edition = edition
    self.build = build
  }
}
