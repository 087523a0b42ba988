import BuildFoundation
import Foundation
import Guests
import Pipeline
import Recipes
import SystemPackage
import TerminalUI
import TestSupport
import Testing

/// A person who works in a shell of a real guest, on a terminal of the kernel's.
@Suite(
  .serialized,
  .needs("mmdebstrap", "qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "mke2fs", "mcopy"))
struct ShellIntegrationTests {
  private final class Screen: RenderingSink {
    func emit(_ event: BuildEvent) {}
    func finish() {}
  }

  private let folder: TemporaryFolder
  private let pty: PseudoTerminal
  private let terminal: HostTerminal

  init() throws {
    folder = try TemporaryFolder()
    pty = try PseudoTerminal()
    terminal = HostTerminal(
      input: pty.program.rawValue, output: OutputDescriptor(pty.program.rawValue),
      screen: Screen(), hiding: [])
  }

  /// Types a line, and waits until its answer is shown.
  ///
  /// A guest may take its time for a prompt; what is typed before waits for it.
  private func ask(_ line: String, _ answer: String) async throws {
    try pty.type(line + "\r")
    let shown = try await pty.shown(until: answer, limit: .seconds(180))
    #expect(shown.contains(answer), "\(line): \(shown.debugDescription)")
  }

  /// What both guests must do alike, ended by leaving with the escape keys or by `exit`.
  private func work(in guest: any Guest, leaves: Bool) async throws -> ShellEnding {
    let guest = try #require(guest as? any InteractiveGuest)
    pty.resize(columns: 101, lines: 31)
    async let ending = guest.openShell(on: terminal)
    try await ask("stty size; id -un; tput cols", "31 101\r\nroot\r\n101\r\n")
    pty.resize(columns: 77, lines: 22)
    try await ask(
      "until [ \"$(stty size)\" = '22 77' ]; do sleep 0.2; done; echo larg''er", "larger\r\n")
    try await ask(
      "echo kept >/root/typed; sh -c 'echo go\"\"ing; exec sleep 3000'", "going\r\n")
    try pty.type("\u{3}")
    try await ask("echo inter''rupted $?", "interrupted 130\r\n")
    // A pipe that closes early: signals that the guest's daemon ignores are as usual here.
    try await ask("yes | head -n 1; echo $?", "y\r\n0\r\n")
    try pty.type(leaves ? "\u{1d}\u{1d}\u{1d}" : "exit 5\r")
    return try await ending
  }

  @Test(.timeLimit(.minutes(15))) func inTheAppliance() async throws {
    try await LocalHost.withDisk(in: folder, hasShells: true) { host, disk in
      let report = StepReport("test", to: EventRecorder())
      try await host.withAppliance(on: disk, layout: SharedBase.layout, report: report) { guest in
        #expect(try await work(in: guest, leaves: false) == .exited(5))
        // The guest goes on, and a second shell finds its ports free.
        #expect(try await guest.read("/root/typed") == Array("kept\n".utf8))
        #expect(try await work(in: guest, leaves: true) == .left)
        let left = try await guest.output(
          of: .shell(
            "ps -eo args | grep -c '[s]leep 3000' || true; ls -d /tmp/tmp.* 2>/dev/null || true"),
          doing: "looking for what is left")
        #expect(left == "0")
      }
    }
  }

  @Test(.timeLimit(.minutes(15))) func inABuilder() async throws {
    try await LocalHost.withDisk(in: folder, hasShells: true) { host, disk in
      let report = StepReport("test", to: EventRecorder())
      try await host.withBuilder(
        on: disk, settings: BuilderSettings(), ending: .cutPower, report: report
      ) { guest in
        #expect(try await work(in: guest, leaves: true) == .left)
        #expect(try await guest.read("/root/typed") == Array("kept\n".utf8))
        // A guest that powers off takes the shell with it.
        let shell = try #require(guest as? any InteractiveGuest)
        async let ending = shell.openShell(on: terminal)
        try await ask("echo read''y", "ready\r\n")
        try pty.type("systemctl poweroff --force --force\r")
        #expect(try await ending.loss?.hasPrefix("the guest is gone: ") == true)
      }
    }
    #expect(pty.settings.c_lflag & tcflag_t(ICANON) != 0)
  }
}
