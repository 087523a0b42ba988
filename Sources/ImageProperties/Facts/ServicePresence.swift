/// Whether a service is there and starts at boot.
public enum ServicePresence: String, Sendable, Codable {
  /// Not installed.
  case absent
  /// Installed, but nothing starts it at boot, or it is masked.
  case disabled
  /// Installed, and started at boot.
  case enabled
  /// Nobody could look: the system on the disk is not known, or out of reach.
  case unknown
}
