/// What `/etc/selinux/config` says.
struct SELinuxSettings: Equatable {
  /// Where it is in a guest.
  static let path = "/etc/selinux/config"

  /// The policy's name, below `/etc/selinux`; nil where SELinux is off.
  let policy: String?

  /// Reads the file as libselinux does: the first line of a key counts, in any case; what is neither
  /// enforcing nor permissive is off.
  init(_ text: String) {
    let mode = Self.value(of: "SELINUX", in: text)?.lowercased() ?? ""
    guard mode.hasPrefix("enforcing") || mode.hasPrefix("permissive") else {
      policy = nil
      return
    }
    policy = Self.value(of: "SELINUXTYPE", in: text) ?? "targeted"
  }

  /// The file of the policy that says which file has which label.
  var fileContexts: String? {
    policy.map { "/etc/selinux/\($0)/contexts/files/file_contexts" }
  }

  private static func value(of key: String, in text: String) -> String? {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].filter({ !$0.isWhitespace }) == key else { continue }
      return parts[1].split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
    return nil
  }
}
