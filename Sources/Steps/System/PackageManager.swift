/// A package manager of a guest; earlier ones are preferred where a guest has several.
enum PackageManager: String, Sendable, CaseIterable {
  case apt
  case zypper
  case apk
  case dnf
  case yum
  case pacman

  /// The program by which it is recognised.
  var program: String { self == .apt ? "apt-get" : rawValue }

  /// The distributions, and those made from them, that mean it to be used.
  ///
  /// Others carry it as well: openSUSE has dnf, Fedora has apt.
  var distributions: [String] {
    switch self {
    case .apt: ["debian", "ubuntu"]
    case .zypper: ["suse", "opensuse", "sles"]
    case .apk: ["alpine"]
    case .dnf, .yum: ["fedora", "rhel", "centos"]
    case .pacman: ["arch"]
    }
  }
}
