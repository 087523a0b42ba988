/// A release of Windows, by the name of its folders in virtio-win.
public enum VirtioRelease: String, Sendable, Hashable, CaseIterable {
  case server2008R2 = "2k8R2"
  case windows7 = "w7"
  case server2012 = "2k12"
  case windows8 = "w8"
  case server2012R2 = "2k12R2"
  case windows81 = "w8.1"
  case server2016 = "2k16"
  case server2019 = "2k19"
  case server2022 = "2k22"
  case windows10 = "w10"
  case server2025 = "2k25"
  case windows11 = "w11"

  /// The release of a Windows; nil for one before Windows 7.
  public init?(_ windows: WindowsTarget) {
    let releases =
      windows.isServer
      ? [
        (26100, Self.server2025), (20348, .server2022), (17763, .server2019), (14393, .server2016),
        (9600, .server2012R2), (9200, .server2012), (7600, .server2008R2),
      ]
      : [
        (22000, .windows11), (10240, .windows10), (9600, .windows81), (9200, .windows8),
        (7600, .windows7),
      ]
    guard let found = releases.first(where: { windows.build >= $0.0 }) else { return nil }
    self = found.1
  }

  /// What people call it.
  public var name: String {
    switch self {
    case .server2008R2: "Windows Server 2008 R2"
    case .windows7: "Windows 7"
    case .server2012: "Windows Server 2012"
    case .windows8: "Windows 8"
    case .server2012R2: "Windows Server 2012 R2"
    case .windows81: "Windows 8.1"
    case .server2016: "Windows Server 2016"
    case .server2019: "Windows Server 2019"
    case .server2022: "Windows Server 2022"
    case .windows10: "Windows 10"
    case .server2025: "Windows Server 2025"
    case .windows11: "Windows 11"
    }
  }

  /// Releases that virtio-win fills from one build (`DRIVER_OS_MAP` of virtio-win-pkg-scripts): a folder
  /// may stand in for another of its group, and for none else.
  private static let builds: [[VirtioRelease]] = [
    [.server2008R2, .windows7], [.server2012, .windows8], [.server2012R2, .windows81],
    [.server2022, .server2019, .server2016, .windows10], [.server2025, .windows11],
  ]

  /// The folders that fit, the best first: its own, and then those that virtio-win fills from the same build.
  public var folders: [VirtioRelease] {
    let group = Self.builds.first { $0.contains(self) } ?? [self]
    return [self] + group.filter { $0 != self }
  }
}
