import BuildFoundation
import Foundation
import Pipeline
import Recipes
import Testing

@testable import Steps

@Suite struct EditTests {
  private static func edit(_ change: EditStep.Change, optional: Bool = false) -> EditStep {
    EditStep(path: located("/etc/f"), change, optional: optional)
  }

  private static let lines: [(before: String, line: EditStep.Line, after: String)] = [
    ("", .init("x"), "x\n"), ("a\n", .init("x"), "a\nx\n"), ("a", .init("x"), "a\nx\n"),
    ("a\nx\n", .init("x"), "a\nx\n"), ("a\nx", .init("x"), "a\nx"),
    ("a\n\nb\n", .init("x"), "a\n\nb\nx\n"),
    ("a\nb\na\n", .init("x", match: "^a$"), "x\nb\na\n"),
    ("a\nb\na\n", .init("x", match: "a", all: true), "x\nb\nx\n"),
    ("a\nb\n", .init("x", match: "c"), "a\nb\nx\n"),
    ("a\nx\nb\n", .init("x", match: "a"), "x\nx\nb\n"),
    ("a\nb\na\nc\n", .init("x", position: .after("a")), "a\nb\na\nx\nc\n"),
    ("a\nb\na\nc\n", .init("x", position: .before("a")), "x\na\nb\na\nc\n"),
    ("a\nb", .init("x", position: .after("b")), "a\nb\nx\n"),
    ("a\nb", .init("x", position: .before("b")), "a\nx\nb"),
    ("a\r\nb\r\n", .init("x", match: "b$"), "a\r\nx\r\n"),
    ("a\r\nb\r\n", .init("x"), "a\r\nb\r\nx\r\n"),
    ("ä\u{301}\nb\n", .init("é", match: "^b"), "ä\u{301}\né\n"),
  ]

  @Test(arguments: lines) func aLineIsThereAfterwards(
    before: String, line: EditStep.Line, after: String
  ) throws {
    let result = try TextEdit(step: Self.edit(.line(line))).applied(to: before)
    #expect(Array(result.utf8) == Array(after.utf8))
  }

  @Test(arguments: [
    ("a=1\nb=1\n", "1", "2", "a=2\nb=2\n"), ("a=1\nb=1\n", "^b=.*$", "c", "a=1\nc\n"),
    ("key  = v\n", #"(key)(\s*)=\s*(.*)"#, "$1$2= [$3] $$ $9 $x $0", "key  = [v] $  $x key  = v\n"),
    ("aaa", "a*?", "", "aaa"), ("x\n", "x\n", "y", "y"), ("x", "(y)?x", "<$1>", "<>"),
  ])
  func matchesAreReplaced(before: String, pattern: String, with: String, after: String) throws {
    let step = Self.edit(.replace(.init(pattern, with: with)))
    #expect(try TextEdit(step: step).applied(to: before) == after)
  }

  @Test(arguments: [
    EditStep.Change.replace(.init("nowhere", with: "x")),
    .line(.init("x", position: .after("nowhere"))),
    .line(.init("x", position: .before("nowhere"))),
  ])
  func whatMatchesNothingIsAnError(change: EditStep.Change) throws {
    let error = #expect(throws: BuildError.self) {
      try TextEdit(step: Self.edit(change)).applied(to: "a\n")
    }
    #expect(error?.message == "editing /etc/f: nothing matches nowhere")
    #expect(error?.hint?.contains("`optional: true`") == true)
    let result = try TextEdit(step: Self.edit(change, optional: true)).applied(to: "a\n")
    if case .line = change { #expect(result == "a\nx\n") } else { #expect(result == "a\n") }
  }

  private let line = EditStep.Change.line(.init("x"))

  @Test func theFileItselfStays() async throws {
    let guest = RecordingGuest(files: ["/etc/f": "a\n"])
    try await apply(.edit(Self.edit(line)), to: guest)
    #expect(guest.text("/etc/f.imgbuild") == "a\nx\n")
    #expect(guest.commands.last?.arguments.suffix(2) == ["/etc/f.imgbuild", "/etc/f"])
  }

  @Test func nothingIsWrittenWhenNothingChanges() async throws {
    let guest = RecordingGuest(files: ["/etc/f": "x\n"])
    try await apply(.edit(Self.edit(line)), to: guest)
    #expect(guest.calls.isEmpty)
  }

  @Test func aMissingFileIsMadeOnlyIfWanted() async throws {
    let guest = RecordingGuest()
    let error = await #expect(throws: BuildError.self) {
      try await apply(.edit(Self.edit(line)), to: guest)
    }
    #expect(error?.message == "editing /etc/f: there is no such file")
    try await apply(.edit(EditStep(path: located("/etc/f"), line, create: true)), to: guest)
    #expect(guest.text("/etc/f") == "x\n")
  }

  @Test func bytesThatAreNoTextAreLeftAlone() async throws {
    let guest = RecordingGuest()
    try await guest.write("/etc/f", [0x61, 0xff, 0x0a], attributes: .file)
    let error = await #expect(throws: BuildError.self) {
      try await apply(.edit(Self.edit(line)), to: guest)
    }
    #expect(error?.message.contains("no text in UTF-8") == true)
    #expect(guest.file("/etc/f")?.content == [0x61, 0xff, 0x0a])
  }

  /// The limit must end the step although nothing can end the matching.
  ///
  /// That takes ten seconds; one that never ends would keep a processor busy for all tests that follow.
  @Test func aPatternThatTakesForeverIsLeftBehind() async throws {
    let text = String(repeating: "a", count: 34) + "b"
    let guest = RecordingGuest(files: ["/etc/f": text])
    let action = StepAction.edit(Self.edit(.replace(.init("^(a|aa)+$", with: ""))))
    let step = try step(action)
    let report = StepReport("s", to: EventRecorder())
    let error = await #expect(throws: BuildError.self) {
      try await withTimeLimit(.milliseconds(200), waitingFor: "it") {
        try await step.apply(to: guest, report: report)
      }
    }
    #expect(error?.code == .timedOut)
    #expect(guest.text("/etc/f") == text)
  }
}
