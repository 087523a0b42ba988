/// A Windows that gets drivers, by what its registry says; product names lie.
public struct WindowsTarget: Sendable, Hashable, Codable {
  /// `CurrentBuild`.
  public var build: Int
  /// Whether `InstallationType` begins with "Server".
  public var isServer: Bool
  /// What it runs on.
  public var architecture: WindowsArchitecture

  /// Makes a target.
  public init(build: Int, isServer: Bool, architecture: WindowsArchitecture) {
    self.build = build
    self.isServer = isServer
    self.architecture = architecture
  }

  /// The version of the kernel, as INF files name it.
  public var kernel: (major: Int, minor: Int) {
    switch build {
    case 10240...: (10, 0)
    case 9600...: (6, 3)
    case 9200...: (6, 2)
    default: (6, 1)
    }
  }
}
