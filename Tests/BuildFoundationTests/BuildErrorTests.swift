import BuildFoundation
import Testing

@Suite struct BuildErrorTests {
  @Test(
    arguments: [
      (.buildFailed, 1), (.timedOut, 1), (.defect, 1), (.usage, 2), (.recipe, 2), (.host, 3),
      (.interrupted, 130),
    ] as [(BuildError.Code, Int32)])
  func exitStatus(code: BuildError.Code, status: Int32) {
    #expect(code.exitStatus == status)
  }

  private struct Other: Error, CustomStringConvertible {
    let description: String
  }

  @Test func theChainGoesDownToTheFirstCause() {
    let first = Other(description: "no such file")
    let second = BuildError(.buildFailed, "opening the disk", cause: first)
    let third = BuildError(.buildFailed, "starting the builder", cause: second)
    #expect(third.chain == ["starting the builder", "opening the disk", "no such file"])
    #expect(third.description == "starting the builder (opening the disk (no such file))")
  }

  @Test func theChainSaysNothingTwice() {
    let cause = BuildError(.host, "same", cause: Other(description: "other"))
    #expect(BuildError(.host, "same", cause: cause).chain == ["same", "other"])
    #expect(BuildError(.host, "alone").chain == ["alone"])
    #expect(BuildError(.host, "alone").description == "alone")
  }

  @Test func wrappingKeepsWhatIsKnown() {
    let known = BuildError(.recipe, "known", hint: "hint", output: ["line"])
    let same = BuildError.wrapping(known, doing: "loading")
    #expect(same.code == .recipe)
    #expect(same.message == "known")
    #expect(same.hint == "hint")
    #expect(same.output == ["line"])
  }

  @Test func wrappingSaysWhatWasBeingDone() {
    let error = BuildError.wrapping(Other(description: "broken"), doing: "mounting")
    #expect(error.code == .buildFailed)
    #expect(error.message == "mounting: broken")
    let cancelled = BuildError.wrapping(CancellationError(), doing: "mounting")
    #expect(cancelled.code == .interrupted)
    #expect(cancelled.message == "mounting: interrupted")
  }
}
