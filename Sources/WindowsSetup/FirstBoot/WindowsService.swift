/// A service of Windows, as its key below `Services` describes it.
public struct WindowsService: Sendable, Equatable {
  /// When the service control manager starts a service; the raw value is that of `Start`.
  public enum Start: Int, Sendable {
    case automatic = 2
    case demand = 3
    case disabled = 4
  }

  /// What a failed start means; the raw value is that of `ErrorControl`.
  public enum ErrorControl: Int, Sendable {
    case ignore = 0
    case normal = 1
  }

  /// The name of the key.
  public let name: String
  /// `DisplayName`.
  public let displayName: String
  /// `ImagePath`, a `REG_EXPAND_SZ`.
  public let command: String
  public let start: Start
  public let errorControl: ErrorControl
  /// `DependOnService`, a `REG_MULTI_SZ`.
  public let dependsOn: [String]

  /// `Type`: a process of its own (`SERVICE_WIN32_OWN_PROCESS`).
  public let type = 0x10
  /// `ObjectName`: the account.
  public let account = "LocalSystem"
}
