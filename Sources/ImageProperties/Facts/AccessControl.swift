/// The mandatory access control that is set up on the disk.
public struct AccessControl: Sendable, Codable, Equatable {
  /// `SELinux` or `AppArmor`.
  public var name: String
  /// `enforcing`, `permissive` or `disabled`; of AppArmor `enabled` or `disabled`.
  public var mode: String

  /// Makes a record of what was found.
  public init(name: String, mode: String) {
    self.name = name
    self.mode = mode
  }
}
