/// Changes the registry of a Windows that is not running.
public struct RegistryStep: Sendable, Hashable, Encodable {
  /// What a value holds, by the types of the registry.
  public enum Value: Sendable, Hashable, Encodable {
    /// REG_SZ.
    case text(String)
    /// REG_EXPAND_SZ.
    case expand(String)
    /// REG_MULTI_SZ.
    case list([String])
    /// REG_DWORD.
    case number(UInt32)
    /// REG_BINARY.
    case binary([UInt8])
  }

  /// The file that holds a key.
  public enum Hive: String, Sendable, Hashable, Encodable, CaseIterable {
    case software = "SOFTWARE"
    case system = "SYSTEM"
  }

  /// One key, with what becomes of it.
  public struct Key: Sendable, Hashable, Encodable {
    /// The hive below `HKEY_LOCAL_MACHINE`.
    public var hive: Hive
    /// The names below the hive; of SYSTEM the first may be `CurrentControlSet`.
    public var path: [String]
    /// Values that it gets, by their names; the name of a key's default value is empty.
    public var set: [String: Value]
    /// Values that go.
    public var delete: [String]
    /// Whether the key goes, with all below it.
    public var isRemoved: Bool

    /// Makes a key.
    public init(
      hive: Hive, path: [String], set: [String: Value] = [:], delete: [String] = [],
      isRemoved: Bool = false
    ) {
      self.hive = hive
      self.path = path
      self.set = set
      self.delete = delete
      self.isRemoved = isRemoved
    }
  }

  /// The keys, in order.
  public var keys: [Key]

  /// Makes the step.
  public init(keys: [Key]) {
    self.keys = keys
  }
}

extension RegistryStep: StepDetails {
  var kind: String { "registry" }
  var summary: String {
    let names = keys.compactMap(\.path.last)
    return "registry: \(names.prefix(3).joined(separator: ", "))" + (names.count > 3 ? ", …" : "")
  }
  var files: [RecipeFile] { [] }
}
