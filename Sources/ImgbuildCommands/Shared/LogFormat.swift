import ArgumentParser
import Foundation
import TerminalUI

/// How a build says what it does.
enum LogFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// Rows on a terminal, lines elsewhere.
  case auto
  /// A line for each thing that happens.
  case plain
  /// A JSON object a line.
  case json

  /// The sink that writes to standard output.
  func sink() -> any RenderingSink {
    switch self {
    case .json: JSONLinesSink(.standardOutput)
    case .auto where Self.canDrawRows: Self.live
    case .auto, .plain: PlainSink(.standardOutput)
    }
  }

  /// What happens before a command's own output, on standard error: rows on a terminal, else only what
  /// is worth a notice.
  static func progress() -> any RenderingSink {
    let environment = ProcessInfo.processInfo.environment
    guard
      TerminalStyle.canDrawRows(
        isTerminal: isatty(STDERR_FILENO) == 1, environment: environment)
    else { return NoticeSink() }
    return LiveSink(.standardError, style: .standardError) { TerminalSize(of: STDERR_FILENO) }
  }

  /// The same for several builds at a time.
  func group() -> any GroupView {
    switch self {
    case .json: JSONGroup(.standardOutput)
    case .auto where Self.canDrawRows:
      LiveGroup(Self.live, output: .standardOutput, style: .standardOutput)
    case .auto, .plain: PlainGroup(.standardOutput)
    }
  }

  private static var canDrawRows: Bool {
    TerminalStyle.canDrawRows(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
  }

  private static var live: LiveSink {
    LiveSink(.standardOutput, style: .standardOutput) { TerminalSize(of: STDOUT_FILENO) }
  }
}
