import Foundation

/// What tells this boot of this host, and this container on it, from all others.
public enum HostIdentity {
  /// The kernel's random id of this boot; empty where there is none.
  public static let bootID = firstLine(of: "/proc/sys/kernel/random/boot_id")

  /// The namespace in which this process's ids mean something, as in `pid:[4026531836]`.
  public static let processNamespace =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""

  private static func firstLine(of path: String) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "" }
    return String(decoding: data.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
