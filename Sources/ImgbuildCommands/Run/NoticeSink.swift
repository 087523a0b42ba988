import Pipeline
import TerminalUI

/// Says what is worth saying on standard error, and nothing else.
struct NoticeSink: RenderingSink {
  func emit(_ event: BuildEvent) {
    guard case .notice(let level, let message) = event.kind else { return }
    let label = level == .warning ? "warning: " : ""
    OutputDescriptor.standardError.write(lines: [label + message.sanitized])
  }

  func finish() {}
}
