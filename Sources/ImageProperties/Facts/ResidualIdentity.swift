/// A file that no two instances of an image should share, or nobody but its owner should see.
public struct ResidualIdentity: Sendable, Codable, Equatable {
  /// What kind of file it is.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case machineID = "machine-id"
    case hostKey = "ssh-host-key"
    case authorizedKeys = "authorized-keys"
    case history = "history"
    /// Keys, tokens and passwords, by the names that programs keep them under.
    case secret = "secret"
    /// What cloud-init remembers of the instance that it ran in.
    case instanceState = "instance-state"
    case randomSeed = "random-seed"
  }

  /// What it is.
  public var kind: Kind
  /// Where it is on the disk.
  public var path: String

  /// Makes a record of what was found.
  public init(kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}
