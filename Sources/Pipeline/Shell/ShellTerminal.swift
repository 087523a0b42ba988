/// The terminal of the person who works in a guest.
public protocol ShellTerminal: Sendable {
  /// What the guest's own terminal has to be like.
  var look: TerminalLook { get }

  /// Says what the person should know, a line each, before the first shell that follows.
  func greet(_ lines: [String])

  /// Passes on what is typed and what is printed, until the shell has ended, the person leaves it, or
  /// the task is cancelled; the terminal is as before then.
  func join(_ line: any ShellLine) async -> ShellEnding
}
