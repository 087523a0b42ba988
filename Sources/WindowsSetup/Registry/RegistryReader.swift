/// A registry that can be looked into.
public protocol RegistryReader: Sendable {
  /// The values of a key; nil when there is no such key.
  ///
  /// To go from one hive to the other and back costs time: one is open at a time.
  func values(of key: RegistryKey, in hive: RegistryHive) async throws -> RegistryValues?
}
