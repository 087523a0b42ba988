import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Guests

@Suite struct ConsoleTailTests {
  private let log: ConsoleLog

  init() throws {
    log = try ConsoleLog()
  }

  @Test func onlyThisGuestsLinesCount() throws {
    let tail = ConsoleTail(log.path)
    #expect(tail.lastLine() == nil)
    try log.append("one\r\n\r\n   \ntwo\r\nthr")
    #expect(tail.lastLines(1) == ["thr"])
    try log.append("ee\n")
    #expect(tail.lastLines(2) == ["two", "three"])
    #expect(tail.lastLines(9) == ["one", "two", "three"])
  }

  @Test func progressIsWhatTheKernelAndSystemdSay() throws {
    let tail = ConsoleTail(log.path)
    try log.append(" *Debian GNU/Linux    press e to edit\n")
    #expect(tail.lastLine() == nil)
    try log.append("[    1.5] Run /init\n[   28.6] cloud-init[3]: ci-info: +----+----+\n+-----+\n")
    #expect(tail.lastLine() == "[    1.5] Run /init")
    try log.append("[  OK  ] Started ssh.service\n")
    #expect(tail.lastLine() == "[  OK  ] Started ssh.service")
  }

  @Test func aLongLogIsReadFromItsEnd() throws {
    let tail = ConsoleTail(log.path)
    try log.append(String(repeating: "a long line of the kernel\n", count: 5000) + "login:\n")
    #expect(tail.lastLines(1) == ["login:"])
    #expect(tail.lastLines(10_000).count < 400)
  }

  @Test func aLogThatIsNotThereHasNoLines() {
    #expect(ConsoleTail(log.folder.path.appending("none")).lastLines(3) == [])
  }

  @Test(arguments: [
    ("plain", "plain"), ("\u{1b}[0;32mOK\u{1b}[0m done", "OK done"),
    ("\u{1b}[2J\u{1b}[01;01Hx", "x"),
    ("\u{1b}[?25lhidden", "hidden"), ("  a \t", "a"), ("\u{7}\u{8}bell", "bell"),
    // What firmware sends before a boot loader says anything.
    ("\u{1b}[=3h\u{1b}[2J\u{1b}[01;01HBdsDxe: loading", "BdsDxe: loading"),
    // Other sequences: character sets, titles, two-character ones.
    ("\u{1b}(Bx", "x"), ("\u{1b}]0;title\u{7}x", "x"), ("\u{1b}]0;t\u{1b}\\x", "x"),
    ("\u{1b}cx", "x"), ("\u{1b}7\u{1b}8x", "x"), ("\u{1b}[1 qx", "x"),
    ("é ✓ [ OK ]", "é ✓ [ OK ]"), ("\u{1b}[", ""), ("a\u{7f}b", "ab"),
  ])
  func controlSequencesGo(line: String, plain: String) {
    #expect(ConsoleTail.plain(line) == plain)
  }

  @Test func anErrorWithoutOutputGetsTheConsoles() throws {
    let tail = ConsoleTail(log.path)
    try log.append("panic\n")
    let bare = tail.explaining(BuildError(.timedOut, "waiting")) as? BuildError
    #expect(bare?.output == ["panic"])
    let full = tail.explaining(BuildError(.timedOut, "waiting", output: ["own"])) as? BuildError
    #expect(full?.output == ["own"])
    #expect(tail.explaining(CancellationError()) is CancellationError)
  }
}
