/// How the user of an instance comes by a password.
public enum CloudbaseInitPassword: String, Sendable, CaseIterable, Codable {
  /// The one in the metadata (`admin_pass`), where there is one; else as `random`.
  case metadata
  /// A new one, which the metadata service gets, encrypted with the instance's SSH key.
  case random
}
