import Pipeline
import Synchronization
import SystemPackage

/// A person who reads the greeting and leaves.
final class FakeTerminal: ShellTerminal {
  private let greetings = Mutex<[[String]]>([])
  private let typing: @Sendable () async -> ShellEnding

  init(typing: @escaping @Sendable () async -> ShellEnding = { .exited(0) }) {
    self.typing = typing
  }

  /// What was said, before each shell.
  var said: [[String]] { greetings.withLock { $0 } }
  var look: TerminalLook { TerminalLook(type: "xterm", columns: 80, lines: 24) }

  func greet(_ lines: [String]) { greetings.withLock { $0.append(lines) } }
  func join(_ line: any ShellLine) async -> ShellEnding { await typing() }
}

/// A line that nobody reads.
struct FakeLine: ShellLine {
  var descriptor: FileDescriptor { .standardInput }
  var status: Int32? { 0 }
  var isPlain: Bool { false }
  func shown(_ bytes: ArraySlice<UInt8>) -> [UInt8] { [] }
  func resize(columns: Int, lines: Int) {}
}
