/// The facts of a guest that conditions may name.
public enum GuestFact: String, Sendable, CaseIterable {
  /// The distribution's identifier: `debian`.
  case distro = "os.distro"
  /// The identifiers of distributions that it is like, separated by spaces.
  case like = "os.like"
  /// The version: `12`, `24.04`.
  case version = "os.version"
  /// The version's name: `bookworm`.
  case codename = "os.codename"
  /// The architecture, as the kernel calls it: `x86_64`.
  case arch = "os.arch"
  /// `linux` or `windows`.
  case family = "os.family"
  /// The package manager: `apt`, `dnf`, `zypper` or `apk`.
  case packageManager = "os.package-manager"
}
