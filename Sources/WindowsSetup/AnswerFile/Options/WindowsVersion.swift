import ImageProperties

/// A release of Windows that answer files are generated for.
///
/// The words are those that `WindowsRelease` of ImageProperties gives and `os_version` is stamped with.
public enum WindowsVersion: String, Sendable, CaseIterable {
  case server2016 = "2016"
  case server2019 = "2019"
  case server2022 = "2022"
  case server2025 = "2025"
  case windows10 = "10"
  case windows11 = "11"

  /// The release of a build, by the rule of `WindowsRelease`; nil for one that no answer file is written for.
  public init?(build: Int, isServer: Bool) {
    self.init(
      rawValue: WindowsRelease.version(build: build, isServer: isServer, productName: ""))
  }

  /// Whether it is a server: those ask for the administrator's password, clients for an account.
  public var isServer: Bool { self != .windows10 && self != .windows11 }

  /// The folder of its drivers on the virtio-win disc.
  public var virtioFolder: String {
    switch self {
    case .server2016: "2k16"
    case .server2019: "2k19"
    case .server2022: "2k22"
    case .server2025: "2k25"
    case .windows10: "w10"
    case .windows11: "w11"
    }
  }
}
