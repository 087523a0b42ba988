/// The environment of commands in a guest: the same in the appliance and in a builder, so that a step
/// does the same in both.
enum GuestEnvironment {
  private static let standard = [
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  ]

  /// The standard variables and a command's own, which come first.
  static func with(_ variables: [String: String]) -> [String: String] {
    standard.merging(variables) { $1 }
  }
}
