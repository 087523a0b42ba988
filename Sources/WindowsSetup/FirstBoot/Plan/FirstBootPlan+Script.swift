extension FirstBootPlan {
  /// A script of the user's.
  public struct Script: Sendable, Equatable, Codable {
    /// What runs a script.
    public enum Language: String, Sendable, CaseIterable, Codable {
      case cmd, powershell
    }

    /// What it is called in the log.
    public let name: String
    public let language: Language
    public let text: String
    /// Whether the first boot may not go on when it fails.
    public let isCritical: Bool

    /// Describes a script: exit status 0 is success, and so is 3010, which asks for a restart.
    public init(_ name: String, _ language: Language, text: String, isCritical: Bool = true) {
      self.name = name
      self.language = language
      self.text = text
      self.isCritical = isCritical
    }
  }
}
