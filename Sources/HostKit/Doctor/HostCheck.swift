/// What a check of this host found: one row of `imgbuild doctor`.
public struct HostCheck: Sendable, Equatable, Codable {
  /// How serious it is.
  public enum Status: String, Sendable, Codable {
    /// All is well.
    case ok
    /// Builds run, some of them slower or not at all.
    case warning
    /// No build could run.
    case missing
  }

  /// What was checked, as in `qemu-img`.
  public let name: String
  /// How serious it is.
  public let status: Status
  /// What was found: a version, a path, a figure, or what is wrong.
  public let detail: String
  /// The command that mends it, or a sentence where none does.
  public let remedy: String?

  /// Makes a row.
  public init(name: String, _ status: Status, _ detail: String, remedy: String? = nil) {
    self.name = name
    self.status = status
    self.detail = detail
    self.remedy = remedy
  }
}
