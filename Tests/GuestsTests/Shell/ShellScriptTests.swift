import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import Guests

/// The guest's script on this host, with two terminals of the kernel's in place of the ports.
@Suite(.needs("script", "stty", "python3"), .timeLimit(.minutes(1))) struct ShellScriptTests {
  private let folder: TemporaryFolder
  private let port: PseudoTerminal
  private let sizes: PseudoTerminal

  init() throws {
    folder = try TemporaryFolder()
    port = try PseudoTerminal()
    sizes = try PseudoTerminal()
    port.makeRaw()
    for (name, terminal) in [(ShellPorts.terminal, port), (ShellPorts.sizes, sizes)] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path.appending(name).string, withDestinationPath: terminal.path.string)
    }
  }

  /// Starts the script with a `PATH` that lacks the programs `hidden`.
  private func start(hiding hidden: [String] = [], type: String = "xterm") throws -> Process {
    let look = TerminalLook(type: type, columns: 91, lines: 33)
    let script = ShellScript(nonce: "N", look: look, folder: folder.path.string)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = Array(script.arguments.dropFirst())
    var environment = ["HOME": folder.path.string, "PATH": "/usr/bin:/bin", "PS1": "> "]
    if !hidden.isEmpty {
      let programs = folder.path.appending("bin")
      try FileManager.default.createDirectory(
        atPath: programs.string, withIntermediateDirectories: false)
      for place in ["/usr/bin", "/bin"] {
        for name in try FileManager.default.contentsOfDirectory(atPath: place)
        where !hidden.contains(name) {
          symlink("\(place)/\(name)", programs.appending(name).string)
        }
      }
      environment["PATH"] = programs.string
    }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func end(_ process: Process) {
    // With all that it has started, which Foundation would wait for too.
    kill(-process.processIdentifier, SIGKILL)
    kill(process.processIdentifier, SIGKILL)
  }

  /// Types until the shell answers: Python drops what was typed before it had the terminal, where the
  /// port is one too.
  private func begin() async throws {
    for _ in 0..<60 {
      try port.type("echo u''p\r")
      if try await port.shown(until: "up\r\n", limit: .seconds(1)).contains("up\r\n") { return }
    }
  }

  @Test(arguments: [[], ["script"]]) func theShellHasATerminal(hidden: [String]) async throws {
    let process = try start(hiding: hidden)
    defer { end(process) }
    try await begin()
    try port.type("stty size; echo $TERM; tty | cut -c1-9\r")
    let shown = try await port.shown(until: "/dev/pts/\r\n")
    #expect(shown.contains("33 91\r\n") && shown.contains("xterm\r\n"), "\(shown)")
    // The terminal's size follows.
    try sizes.type("40 120\n")
    try port.type("until [ \"$(stty size)\" = '40 120' ]; do sleep 0.1; done; echo larg''er\r")
    #expect(try await port.shown(until: "larger").contains("larger"))
    // Ctrl-C ends what runs, and not the shell.
    try port.type("sh -c 'echo go\"\"ing; exec sleep 1000'\r")
    #expect(try await port.shown(until: "going").contains("going"))
    try port.type("\u{3}")
    try port.type("echo stil''l here\r")
    #expect(try await port.shown(until: "still here\r\n").contains("still here\r\n"))
    try port.type("exit 7\r")
    #expect(try await port.shown(until: "imgbuild-N 7\n").hasSuffix("\u{1e}imgbuild-N 7\n"))
    while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(process.terminationStatus == 0)
  }

  @Test func anUnknownTypeOfTerminalIsReplaced() async throws {
    let process = try start(type: "no-such-terminal")
    defer { end(process) }
    try port.type("echo =$TERM=\r")
    #expect(try await port.shown(until: "=xterm=").contains("=xterm="))
  }

  @Test func withoutAnythingThatMakesATerminalItIsPlain() async throws {
    let process = try start(hiding: ["script", "python3"])
    defer { end(process) }
    #expect(try await port.shown(until: "imgbuild-N plain\n").contains("imgbuild-N plain\n"))
    try port.type("echo o''ne\n")
    #expect(try await port.shown(until: "one\n").contains("one\n"))
    try port.type("exit 4\n")
    #expect(try await port.shown(until: "imgbuild-N 4\n").contains("imgbuild-N 4\n"))
  }

  @Test func withoutPortsItSaysSo() async throws {
    unlink(folder.path.appending(ShellPorts.sizes).string)
    let process = try start()
    defer { end(process) }
    while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(process.terminationStatus == ShellScript.unusable)
  }
}
