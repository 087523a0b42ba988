/// What the linter looks for; the words are those that findings carry.
public enum AnswerFileRule: String, Sendable, CaseIterable, Codable {
  // The file.
  case unreadable
  case notWellFormed = "not-well-formed"
  case documentType = "document-type"
  case root
  case deletedSecret = "deleted-secret"
  // Passes and components.
  case unknownPass = "unknown-pass"
  case repeatedPass = "repeated-pass"
  case unknownComponent = "unknown-component"
  case componentPass = "component-pass"
  case settingPass = "setting-pass"
  case repeatedComponent = "repeated-component"
  case componentAttributes = "component-attributes"
  case architecture
  case listItem = "list-item"
  // Setup.
  case eula
  case productKey = "product-key"
  case imageSelection = "image-selection"
  case installTarget = "install-target"
  case partition
  case firmware
  case dialog
  // Commands and paths.
  case order
  case commandLength = "command-length"
  case pathLength = "path-length"
  // Accounts and names.
  case password
  case passwordEncoding = "password-encoding"
  case autologon
  case computerName = "computer-name"
  case timeZone = "time-zone"
  case skipsWelcome = "skips-welcome"
  case skipRearm = "skip-rearm"
}
