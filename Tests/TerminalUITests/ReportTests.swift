import BuildFoundation
import Testing

@testable import TerminalUI

@Suite("Errors, tables and styles")
struct ReportTests {
  private let unicode = TerminalStyle(colour: false, unicode: true)

  @Test("an error shows what failed, why, what was printed, the log and the way out")
  func error() {
    let cause = BuildError(
      .buildFailed, "running apt-get: ended with status 100", hint: "check the name",
      output: ["Reading lists\u{1B}[0m", "E: no package apach2"])
    let error = BuildError(.buildFailed, "step 2, packages", hint: "run it again", cause: cause)
    #expect(
      ErrorRendering.lines(for: error, log: "output/web/build.log", style: unicode) == [
        "error: step 2, packages", "  because: running apt-get: ended with status 100",
        "  │ Reading lists", "  │ E: no package apach2", "  log: output/web/build.log",
        "hint: run it again", "hint: check the name",
      ])
    #expect(
      ErrorRendering.lines(
        for: BuildError(.host, "no QEMU"), style: TerminalStyle(colour: true, unicode: true))
        == ["\u{1B}[31merror:\u{1B}[0m no QEMU"])
  }

  @Test("a cause of several lines keeps its layout")
  func longCause() {
    struct Faults: Error, CustomStringConvertible {
      var description: String { "a.yml:1:1: odd\n  1 | x\n    | ^" }
    }
    let error = BuildError(.recipe, "reading a.yml: 1 fault", cause: Faults())
    #expect(
      ErrorRendering.lines(for: error, style: .plain) == [
        "error: reading a.yml: 1 fault", "a.yml:1:1: odd", "  1 | x", "    | ^",
      ])
  }

  @Test("a table aligns names, wraps details and never cuts a command")
  func table() {
    let rows = [
      StatusRow(.good, "QEMU", "7.2"),
      StatusRow(.warning, "KVM", "opens, but is far too slow to be of any use", fix: "none"),
      StatusRow(.bad, "mmdebstrap", "missing", fix: "apt-get install --yes mmdebstrap"),
    ]
    #expect(
      StatusTable.lines(for: rows, width: 38, style: unicode) == [
        "✓ QEMU        7.2", "! KVM         opens, but is far too",
        "              slow to be of any use", "              fix: none", "✗ mmdebstrap  missing",
        "              fix: apt-get install --yes mmdebstrap",
      ])
    #expect(StatusTable.lines(for: [], style: unicode).isEmpty)
  }

  @Test(
    "the environment decides colour, rows and characters",
    arguments: [
      (true, ["TERM": "xterm", "LANG": "de_DE.UTF-8"], true, true, true),
      (true, ["TERM": "xterm", "LC_ALL": "C", "LANG": "en.UTF-8"], true, false, true),
      (true, ["TERM": "xterm", "LC_ALL": "", "LC_CTYPE": "C.utf8"], true, true, true),
      (true, ["TERM": "xterm", "NO_COLOR": "1"], false, false, true),
      (true, ["TERM": "dumb"], false, false, false), (true, [:], false, false, false),
      (false, ["TERM": "xterm", "LANG": "C.UTF-8"], false, true, false),
    ])
  func style(
    _ isTerminal: Bool, _ environment: [String: String], _ colour: Bool, _ unicode: Bool,
    _ rows: Bool
  ) {
    #expect(
      TerminalStyle(isTerminal: isTerminal, environment: environment)
        == TerminalStyle(colour: colour, unicode: unicode))
    #expect(
      TerminalStyle.canDrawRows(isTerminal: isTerminal, environment: environment) == rows)
  }

  @Test(
    "escape sequences and controls are taken out of text",
    arguments: [
      ("a\u{1B}[1;31mb", "ab"), ("\u{1B}]0;title\u{7}x", "x"), ("\u{1B}]8;;u\u{1B}\\x", "x"),
      ("\u{1B}", ""), ("\u{1B}[", ""), ("a\tb\r\nc", "a bc"), ("\u{202E}a\u{9B}b", "ab"),
      ("👩‍👩‍👧", "👩‍👩‍👧"),
    ])
  func sanitized(_ text: String, _ expected: String) {
    #expect(text.sanitized == expected)
  }

  @Test(
    "text is cut at columns, not characters",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("図表図表", 6, "図表…"),
      ("図表図表", 5, "図表…"), ("ab", 1, "…"), ("ab", 0, ""),
    ])
  func fitted(_ text: String, _ width: Int, _ expected: String) {
    #expect(text.fitted(to: width, ellipsis: "…") == expected)
  }
}
