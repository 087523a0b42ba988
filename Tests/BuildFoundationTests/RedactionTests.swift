import BuildFoundation
import Testing

@Suite struct RedactionTests {
  @Test(arguments: [
    ("password=hunter22 hunter2", "password=*** ***"), ("nothing here", "nothing here"),
    ("-----KEY-----", "***"), ("MIIEabc", "***"), ("a a a", "a a a"), ("", ""),
  ])
  func hidesTextsAndTheLinesOfLongOnes(text: String, shown: String) {
    let redaction = Redaction(["hunter2", "hunter22", "", "-----KEY-----\nMIIEabc\na\n"])
    #expect(redaction.apply(to: text) == shown)
  }

  @Test func hidesWhatAnErrorAndItsCausesSay() {
    let error = BuildError(
      .timedOut, "running s3cret: failed", hint: "see s3cret",
      cause: BuildError(.host, "x s3cret", cause: Plain()), output: ["a s3cret b"])
    let redacted = error.redacted(Redaction(["s3cret"]))
    #expect(redacted.code == .timedOut)
    #expect(redacted.message == "running ***: failed")
    #expect(redacted.hint == "see ***")
    #expect(redacted.output == ["a *** b"])
    #expect(redacted.chain == ["running ***: failed", "x ***", "plain ***"])
    #expect(!"\(redacted)".contains("s3cret"))
  }

  private struct Plain: Error, CustomStringConvertible {
    var description: String { "plain s3cret" }
  }
}
