/// What `/etc/selinux/config` says.
public struct SELinuxSettings: Sendable, Equatable {
  /// Where it is in a guest.
  public static let path = "/etc/selinux/config"

  /// What SELinux does with a violation of its policy.
  public enum Mode: String, Sendable {
    case enforcing
    case permissive
    case disabled
  }

  /// The mode at boot.
  public let mode: Mode
  /// The policy's name, below `/etc/selinux`; nil where SELinux is off.
  public let policy: String?

  /// Reads the file as libselinux does: the first line of a key counts, in any case; what is neither
  /// enforcing nor permissive is off.
  public init(_ text: String) {
    let word = Self.value(of: "SELINUX", in: text)?.lowercased() ?? ""
    mode = [.enforcing, .permissive].first { word.hasPrefix($0.rawValue) } ?? .disabled
    policy = mode == .disabled ? nil : Self.value(of: "SELINUXTYPE", in: text) ?? "targeted"
  }

  /// The file of the policy that says which file has which label.
  public var fileContexts: String? {
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
