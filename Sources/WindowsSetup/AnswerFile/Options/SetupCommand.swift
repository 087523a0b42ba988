/// A command that Windows runs from an answer file.
public struct SetupCommand: Sendable, Hashable {
  /// The command line: at most 259 characters as a RunSynchronous command, 1024 at the first logon.
  public var line: String
  /// What it does, for logs.
  public var summary: String?
  /// Whether its status asks for a restart: 1 for one, 2 for one and the command once more
  /// ("WillReboot").
  public var asksForRestart = false

  /// Makes a command.
  public init(_ line: String, summary: String? = nil) {
    self.line = line
    self.summary = summary
  }
}
