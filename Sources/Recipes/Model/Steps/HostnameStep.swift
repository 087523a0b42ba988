/// Sets the guest's host name; an instance may get another from its metadata.
public struct HostnameStep: Sendable, Hashable, Encodable {
  /// The name, with its domain or without.
  public var name: Located<String>

  /// Makes the step.
  public init(_ name: Located<String>) {
    self.name = name
  }

  /// Whether `name` is a host name: RFC 1123's labels, and no longer than Linux takes, 64.
  public static func isName(_ name: String) -> Bool {
    guard (1...64).contains(name.utf8.count) else { return false }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
      $0.count <= 63 && $0.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?/) != nil
    }
  }
}

extension HostnameStep: StepDetails {
  var kind: String { "hostname" }
  var summary: String { "hostname: \(name.value)" }
}
