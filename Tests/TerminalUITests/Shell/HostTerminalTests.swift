import Foundation
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import TerminalUI

/// A person at a terminal of the kernel's, and a test in place of the guest.
@Suite(.timeLimit(.minutes(1))) struct HostTerminalTests {
  /// The end of a guest's terminal, with `$` for its end and `#` for a shell without a terminal.
  private final class Line: ShellLine {
    let descriptor: FileDescriptor
    let guest: FileDescriptor
    let sizes = Mutex<[[Int]]>([])
    private let words = Mutex<[UInt8]>([])

    init() throws {
      var pair: [Int32] = [0, 0]
      guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else {
        throw Errno(rawValue: errno)
      }
      descriptor = FileDescriptor(rawValue: pair[0])
      guest = FileDescriptor(rawValue: pair[1])
    }

    deinit {
      try? descriptor.close()
      try? guest.close()
    }

    var status: Int32? { words.withLock { $0.contains(UInt8(ascii: "$")) ? 3 : nil } }
    var isPlain: Bool { words.withLock { $0.contains(UInt8(ascii: "#")) } }

    func shown(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
      words.withLock { $0 += bytes }
      return bytes.filter { $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "#") }
    }

    func resize(columns: Int, lines: Int) { sizes.withLock { $0.append([columns, lines]) } }

    func print(_ text: String) throws { _ = try guest.writeAll(Array(text.utf8)) }
    func typed(until text: String) async throws -> String {
      try await PseudoTerminal.read(from: guest, until: text)
    }
  }

  private final class Screen: RenderingSink {
    let calls = Mutex<[String]>([])
    func emit(_ event: BuildEvent) {}
    func finish() {}
    func suspend() { calls.withLock { $0.append("suspend") } }
    func resume() { calls.withLock { $0.append("resume") } }
  }

  private let pty: PseudoTerminal
  private let line: Line
  private let screen = Screen()
  private let terminal: HostTerminal

  init() throws {
    pty = try PseudoTerminal()
    pty.resize(columns: 100, lines: 30)
    line = try Line()
    terminal = HostTerminal(
      input: pty.program.rawValue, output: OutputDescriptor(pty.program.rawValue), screen: screen,
      hiding: ["secret"])
  }

  /// Joins the line while `body` plays the person and the guest.
  private func join(_ body: () async throws -> Void) async throws -> ShellEnding {
    let before = pty.settings
    async let ending = terminal.join(line)
    _ = try await pty.shown(until: "leaves at once\r\n")
    try await body()
    let result = await ending
    #expect(pty.settings.c_lflag == before.c_lflag)
    #expect(pty.settings.c_iflag == before.c_iflag && pty.settings.c_oflag == before.c_oflag)
    #expect(screen.calls.withLock { $0 } == ["suspend", "resume"])
    return result
  }

  /// Waits until the terminal hands on keys as they are.
  private func untilRaw() async throws {
    while pty.settings.c_lflag & tcflag_t(ICANON) != 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func keysGoInAndOutputComesOut() async throws {
    let ending = try await join {
      try await untilRaw()
      // Ctrl-C, Ctrl-Z, Ctrl-D, Ctrl-S and Enter are the guest's.
      try pty.type("ls\u{3}\u{1A}\u{4}\u{13}\r")
      #expect(try await line.typed(until: "\r") == "ls\u{3}\u{1A}\u{4}\u{13}\r")
      try line.print("a file\r\n")
      #expect(try await pty.shown(until: "\n").contains("a file\r\n"))
      try line.print("bye$")
    }
    #expect(ending == .exited(3))
    #expect(try await pty.shown(until: "bye").contains("bye"))
  }

  @Test func escapeLeavesAndTidiesUpAfterTheProgram() async throws {
    let ending = try await join {
      try await untilRaw()
      try line.print("\u{1B}[?1049h")
      _ = try await pty.shown(until: "1049h")
      try pty.type("\u{1d}\u{1d}\u{1d}")
    }
    #expect(ending == .left)
    #expect(try await pty.shown(until: "1049l").contains("\u{1B}[?1049l"))
  }

  @Test func theEndOfTheGuestIsTheEnd() async throws {
    let ending = try await join {
      try await untilRaw()
      shutdown(line.guest.rawValue, Int32(SHUT_RDWR))
    }
    #expect(ending == .lost(reason: nil))
  }

  @Test func cancellationEndsItAtOnce() async throws {
    let before = pty.settings.c_lflag
    let task = Task { await terminal.join(line) }
    _ = try await pty.shown(until: "leaves at once\r\n")
    try await untilRaw()
    task.cancel()
    #expect(await task.value == .left)
    #expect(pty.settings.c_lflag == before)
  }

  @Test func theSizeFollows() async throws {
    #expect(terminal.look.columns == 100 && terminal.look.lines == 30)
    _ = try await join {
      try await untilRaw()
      pty.resize(columns: 132, lines: 50)
      while line.sizes.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
      try line.print("$")
    }
    #expect(line.sizes.withLock { $0 } == [[132, 50]])
  }

  /// More than fits into the guest's port is kept until the guest reads, and output goes on meanwhile.
  @Test func whatIsPastedWaitsForTheGuest() async throws {
    let text = String(repeating: "0123456789abcdef", count: 40_000)
    let (pty, line) = (pty, line)
    _ = try await join {
      try await untilRaw()
      Thread.detachNewThread { try? pty.type(text + "\r") }
      try line.print("going on\r\n")
      #expect(try await pty.shown(until: "going on").contains("going on"))
      #expect(try await line.typed(until: "\r").utf8.count == text.utf8.count + 1)
      try line.print("$")
    }
  }

  @Test func aShellWithoutATerminalGetsLines() async throws {
    let ending = try await join {
      try await untilRaw()
      try line.print("# ")
      while pty.settings.c_lflag & tcflag_t(ICANON) == 0 {
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(pty.settings.c_lflag & tcflag_t(ECHO) != 0)
      try pty.type("lz\u{7f}s\r")
      #expect(try await line.typed(until: "\n") == "ls\n")
      try line.print("$")
    }
    #expect(ending == .exited(3))
  }

  @Test func theGreetingIsSaidOnceAndKeepsSecrets() async throws {
    terminal.greet(["it broke: secret\u{1B}[2J"])
    async let first = terminal.join(line)
    #expect(try await pty.shown(until: "leaves at once").contains("it broke: ***\r\n"))
    try line.print("$")
    _ = await first
    _ = try await pty.shown(until: "\n")
    async let second = terminal.join(line)
    #expect(try await !pty.shown(until: "leaves at once").contains("it broke"))
    try line.print("$")
    _ = await second
  }

  /// A process that is told to end at once restores the terminal from another thread.
  @Test func restoringNeedsNobody() async throws {
    let before = pty.settings.c_lflag
    let task = Task { await terminal.join(line) }
    _ = try await pty.shown(until: "leaves at once\r\n")
    try await untilRaw()
    terminal.restore()
    #expect(pty.settings.c_lflag == before)
    task.cancel()
    _ = await task.value
  }
}
