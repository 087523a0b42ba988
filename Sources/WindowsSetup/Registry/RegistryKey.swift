/// The path of a key within its hive.
public struct RegistryKey: Sendable, Hashable {
  /// The names from the hive's root down; Windows finds them in any case.
  public var names: [String]

  /// Makes a path of names.
  public init(_ names: [String]) {
    self.names = names
  }

  /// Reads `Microsoft\Windows\CurrentVersion`.
  public init(_ path: String) {
    self.init(path.split(separator: "\\").map(String.init))
  }

  /// A key below this one; `path` may have several names.
  public func appending(_ path: String) -> RegistryKey {
    RegistryKey(names + RegistryKey(path).names)
  }
}

extension RegistryKey: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral path: String) {
    self.init(path)
  }

  public var description: String { names.joined(separator: "\\") }
}
