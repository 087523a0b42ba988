/// Whether the user has to change the password at the first logon (`first_logon_behaviour`).
public enum CloudbaseInitFirstLogon: String, Sendable, CaseIterable, Codable {
  case always
  /// Where the password stood in the metadata in clear text.
  case clearTextOnly = "clear_text_injected_only"
  case never = "no"
}
