import BuildFoundation
import Foundation
public import Pipeline
import Synchronization

/// The terminal that imgbuild was started on, for shells in guests.
///
/// While a shell has it, the rows of the build are out of the way.
public final class HostTerminal: ShellTerminal {
  private let input: CInt
  private let output: OutputDescriptor
  private let screen: any RenderingSink
  private let redaction: Redaction
  private let mode: TerminalMode
  private let greeting = Mutex<[String]>([])

  /// The terminal that `input` reads from and `output` writes to; `screen` draws on it too.
  ///
  /// None of the texts `hidden` is part of a greeting.
  public init(
    input: CInt = 0, output: OutputDescriptor = .standardOutput,
    screen: any RenderingSink, hiding hidden: [String]
  ) {
    self.input = input
    self.output = output
    self.screen = screen
    redaction = Redaction(hidden)
    mode = TerminalMode(input)
  }

  public var look: TerminalLook {
    let size = TerminalSize(of: input)
    let type = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return TerminalLook(
      type: type.isEmpty ? "dumb" : type, columns: size.columns, lines: size.lines)
  }

  public func greet(_ lines: [String]) {
    greeting.withLock { $0 = lines }
  }

  public func join(_ line: any ShellLine) async -> ShellEnding {
    screen.suspend()
    defer { screen.resume() }
    let greeting = greeting.withLock { lines in
      defer { lines = [] }
      return lines
    }
    let lines = greeting.map { redaction.apply(to: $0).sanitized }
    output.write(lines: [""] + lines + ["\(EscapeSequence.words) leaves at once", ""])
    mode.makeRaw()
    defer {
      mode.restore()
      output.write("\n")
    }
    do {
      return try await TerminalRelay(line, input: input, output: output, mode: mode).run()
    } catch {
      screen.emit(.notice(.warning, message: error.reason))
      return .left
    }
  }

  /// Makes the terminal what it was before, for a process that is about to end.
  public func restore() {
    mode.restore()
  }
}
