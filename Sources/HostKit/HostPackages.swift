import Foundation

/// How to install Debian packages on this host.
enum HostPackages {
  /// The command that installs `packages`; a sentence where the host has no apt.
  static func install(_ packages: [String]) -> String {
    install(packages, hasApt: ExecutableSearch.path(of: "apt-get") != nil, isRoot: geteuid() == 0)
  }

  static func install(_ packages: [String], hasApt: Bool, isRoot: Bool) -> String {
    let names = packages.joined(separator: " ")
    guard hasApt else { return "install what Debian has as \(names)" }
    return (isRoot ? "" : "sudo ") + "apt-get install --yes --no-install-recommends \(names)"
  }
}
