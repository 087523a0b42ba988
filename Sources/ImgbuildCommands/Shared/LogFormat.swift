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
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    switch self {
    case .json: return JSONLinesSink(.standardOutput)
    case .auto
    where TerminalStyle.canDrawRows(isTerminal: isTerminal, environment: environment):
      return LiveSink(.standardOutput, style: .standardOutput) { TerminalSize(of: STDOUT_FILENO) }
    case .auto, .plain: return PlainSink(.standardOutput)
    }
  }
}
