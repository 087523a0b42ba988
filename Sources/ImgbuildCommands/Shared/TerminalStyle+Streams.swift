import Foundation
import TerminalUI

extension TerminalStyle {
  /// What standard output can show.
  static var standardOutput: TerminalStyle { of(STDOUT_FILENO) }
  /// What standard error can show.
  static var standardError: TerminalStyle { of(STDERR_FILENO) }

  private static func of(_ descriptor: Int32) -> TerminalStyle {
    TerminalStyle(
      isTerminal: isatty(descriptor) == 1, environment: ProcessInfo.processInfo.environment)
  }
}
