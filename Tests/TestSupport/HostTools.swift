import Glibc

/// What this host has for tests.
public enum HostTools {
  /// Whether this is a run in CI, where a missing tool is a failure.
  public static var isCI: Bool { getenv("CI") != nil }

  /// Whether a program is in `PATH` or a system folder.
  public static func has(_ program: String) -> Bool {
    let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let folders = searchPath.split(separator: ":").map(String.init)
    return (folders + ["/usr/sbin", "/sbin"]).contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// Whether a file or folder is there and may be read.
  public static func canRead(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
