import BuildFoundation
import Testing

@testable import Pipeline

@Suite struct GuestCheckTests {
  @Test(
    arguments: [
      (1, "ended with status 1"), (126, "ls could not be executed (status 126)"),
      (127, "ls was not found in the guest (status 127)"), (128, "ended with status 128"),
      (137, "ended by signal 9"), (143, "ended by signal 15"),
    ] as [(Int32, String)])
  func aStatusHasAMeaning(status: Int32, meaning: String) async throws {
    let guest = FakeInstance(script: { _ in (status, ["one", "two"]) })
    let error = await #expect(throws: BuildError.self) {
      try await guest.check(GuestCommand(["ls", "/"]), doing: "listing /")
    }
    #expect(error?.message == "listing /: \(meaning)")
    #expect(error?.code == .buildFailed)
    #expect(error?.output == ["one", "two"])
  }

  @Test func outputIsJoinedLines() async throws {
    let guest = FakeInstance(script: { _ in (0, ["one", "", "three"]) })
    #expect(
      try await guest.output(of: .shell("x"), doing: "asking") == "one\n\nthree")
  }

  @Test(arguments: [(0, [Int]()), (3, [1, 2, 3]), (5, [3, 4, 5])])
  func theTailKeepsTheLastLines(count: Int, kept: [Int]) {
    let tail = OutputTail(limit: 3)
    for number in 0..<count { tail.append("\(number + 1)") }
    #expect(tail.lines == kept.map(String.init))
  }
}
