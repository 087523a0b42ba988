/// One check of a report such as `imgbuild doctor`.
public struct StatusRow: Sendable, Hashable {
  /// How a check came out.
  public enum Status: Sendable, Hashable {
    /// All is well.
    case good
    /// It works, with a drawback.
    case warning
    /// A build could not run.
    case bad
  }

  /// How it came out.
  public var status: Status
  /// What was checked.
  public var name: String
  /// What was found.
  public var detail: String
  /// The command, or the words, that mend it.
  public var fix: String?

  /// Makes a row.
  public init(_ status: Status, _ name: String, _ detail: String, fix: String? = nil) {
    self.status = status
    self.name = name
    self.detail = detail
    self.fix = fix
  }
}
