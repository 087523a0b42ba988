public import BuildFoundation

/// A release of an operating system that the host's database may not know yet.
public struct SystemRelease: Sendable, Equatable {
  /// libosinfo's short name: `debian13`.
  public let shortID: String
  /// The distribution as libosinfo has it: `debian`.
  public let distribution: String
  /// The version as libosinfo has it: `13`.
  public let version: String
  /// The name for people.
  public let name: String
  /// The least memory that libosinfo names for the release before it, which the database has.
  public let minimumMemory: ByteCount

  init(
    _ shortID: String, _ distribution: String, _ version: String, _ name: String, mebibytes: Int64
  ) {
    self.shortID = shortID
    self.distribution = distribution
    self.version = version
    self.name = name
    minimumMemory = .mebibytes(mebibytes)
  }

  /// Releases since the database of Debian 12 (osinfo-db 20221130), the oldest that imgbuild runs with.
  public static let supplement = [
    SystemRelease("debian12", "debian", "12", "Debian 12", mebibytes: 1024),
    SystemRelease("debian13", "debian", "13", "Debian 13", mebibytes: 1024),
    SystemRelease("ubuntu23.04", "ubuntu", "23.04", "Ubuntu 23.04", mebibytes: 2048),
    SystemRelease("ubuntu23.10", "ubuntu", "23.10", "Ubuntu 23.10", mebibytes: 2048),
    SystemRelease("ubuntu24.04", "ubuntu", "24.04", "Ubuntu 24.04 LTS", mebibytes: 2048),
    SystemRelease("ubuntu24.10", "ubuntu", "24.10", "Ubuntu 24.10", mebibytes: 2048),
    SystemRelease("ubuntu25.04", "ubuntu", "25.04", "Ubuntu 25.04", mebibytes: 2048),
    SystemRelease("ubuntu25.10", "ubuntu", "25.10", "Ubuntu 25.10", mebibytes: 2048),
    SystemRelease("ubuntu26.04", "ubuntu", "26.04", "Ubuntu 26.04 LTS", mebibytes: 2048),
    SystemRelease("rhel10.0", "rhel", "10.0", "Red Hat Enterprise Linux 10", mebibytes: 1536),
    SystemRelease("rocky10", "rocky", "10", "Rocky Linux 10", mebibytes: 1536),
    SystemRelease("almalinux10", "almalinux", "10", "AlmaLinux 10", mebibytes: 1536),
    SystemRelease("centos-stream10", "centos", "10", "CentOS Stream 10", mebibytes: 1536),
    SystemRelease("fedora38", "fedora", "38", "Fedora Linux 38", mebibytes: 1024),
    SystemRelease("fedora39", "fedora", "39", "Fedora Linux 39", mebibytes: 1024),
    SystemRelease("fedora40", "fedora", "40", "Fedora Linux 40", mebibytes: 1024),
    SystemRelease("fedora41", "fedora", "41", "Fedora Linux 41", mebibytes: 1024),
    SystemRelease("fedora42", "fedora", "42", "Fedora Linux 42", mebibytes: 1024),
    SystemRelease("fedora43", "fedora", "43", "Fedora Linux 43", mebibytes: 1024),
    SystemRelease("opensuse15.5", "opensuse", "15.5", "openSUSE Leap 15.5", mebibytes: 1024),
    SystemRelease("opensuse15.6", "opensuse", "15.6", "openSUSE Leap 15.6", mebibytes: 1024),
    SystemRelease("alpinelinux3.18", "alpinelinux", "3.18", "Alpine Linux 3.18", mebibytes: 128),
    SystemRelease("alpinelinux3.19", "alpinelinux", "3.19", "Alpine Linux 3.19", mebibytes: 128),
    SystemRelease("alpinelinux3.20", "alpinelinux", "3.20", "Alpine Linux 3.20", mebibytes: 128),
    SystemRelease("alpinelinux3.21", "alpinelinux", "3.21", "Alpine Linux 3.21", mebibytes: 128),
    SystemRelease("alpinelinux3.22", "alpinelinux", "3.22", "Alpine Linux 3.22", mebibytes: 128),
  ]

  /// How libosinfo would have the version of a disk with this release: that of the disk where minor
  /// releases have entries of their own.
  public func version(of found: String) -> String { version.contains(".") ? found : version }

  /// Distributions whose minor releases are the same system.
  private static let byMajor: Set = ["almalinux", "centos", "debian", "rhel", "rocky"]

  /// The release of that distribution and version, in libosinfo's words; nil for any other.
  ///
  /// A version finds itself, then its major number, as in the database.
  public static func find(distribution: String, version: String) -> SystemRelease? {
    let candidates = supplement.filter { $0.distribution == distribution && !version.isEmpty }
    if let exact = candidates.first(where: { $0.version == version }) { return exact }
    let major = version.prefix { $0 != "." }
    return byMajor.contains(distribution)
      ? candidates.first { $0.version.prefix { $0 != "." } == major } : nil
  }
}
