import Pipeline
import Testing

@testable import TerminalUI

@Suite struct RedactingSinkTests {
  /// A sink that keeps what it gets.
  private struct Keeper: RenderingSink {
    let recorder = EventRecorder()

    func emit(_ event: BuildEvent) { recorder.emit(event) }
    func finish() {}
  }

  @Test func nothingThatIsHiddenReachesTheSink() {
    let keeper = Keeper()
    let sink = RedactingSink(keeper, hiding: ["s3cret"])
    let events: [BuildEvent.Kind] = [
      .progress("a", detail: "doing s3cret", fraction: 0.5), .output("a", line: "is s3cret"),
      .finished("a", outcome: .failed(message: "no s3cret"), seconds: 1),
      .finished("a", outcome: .done(note: "with s3cret"), seconds: 1),
      .notice(.warning, message: "mind s3cret"),
      .buildFinished(.init(name: "n", succeeded: true, lines: ["at s3cret"], seconds: 1)),
      .finished("a", outcome: .cached, seconds: 0),
    ]
    events.forEach { sink.emit($0) }
    let shown = keeper.recorder.events.map { "\($0.kind)" }
    #expect(shown.count == events.count)
    #expect(shown.filter { $0.contains("***") }.count == 6)
    #expect(!shown.contains { $0.contains("s3cret") })
  }
}
