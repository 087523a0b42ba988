/// One change to a key.
public struct RegistryChange: Sendable, Hashable {
  /// What is done.
  public enum Action: Sendable, Hashable {
    /// The key is made where it is not there, and gets these values; others stay.
    case set([String: RegistryData])
    /// These values go.
    case deleteValues([String])
    /// The key goes, with all below it.
    case deleteKey
  }

  /// The file that holds the key.
  public var hive: RegistryHive
  /// The key.
  public var key: RegistryKey
  /// What is done to it; what is so already, or not there to be deleted, is left as it is.
  public var action: Action

  /// Makes a change.
  public init(_ hive: RegistryHive, _ key: RegistryKey, _ action: Action) {
    self.hive = hive
    self.key = key
    self.action = action
  }
}
