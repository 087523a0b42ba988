import Foundation
import Pipeline
import Synchronization
import Testing

@testable import TerminalUI

@Suite("Live rows")
struct LiveSinkTests {
  /// A sink, and the screen that it draws on.
  private final class Stage: Sendable {
    let screen: Mutex<ScreenModel>
    let size: Mutex<TerminalSize>
    let now = Mutex(start)

    init(columns: Int = 31, lines: Int = 24) {
      screen = Mutex(ScreenModel(columns: columns))
      size = Mutex(TerminalSize(columns: columns, lines: lines))
    }

    func sink(_ style: TerminalStyle = .plain) -> LiveSink {
      LiveSink(
        OutputDescriptor { [self] text in screen.withLock { $0.write(text) } }, style: style,
        size: { [self] in size.withLock { $0 } }, clock: { [self] in now.withLock { $0 } })
    }

    var lines: [String] { screen.withLock { $0.lines } }
  }

  private func begin(_ sink: LiveSink, _ count: Int = 2) {
    sink.emit(event(.buildStarted(name: "web", activities: activities(count))))
    sink.emit(event(.started(activities(count)[0])))
    sink.redraw()
  }

  @Test("rows change in place, with the cursor hidden")
  func inPlace() {
    let stage = Stage()
    let sink = stage.sink()
    begin(sink)
    #expect(
      stage.lines == [
        "web                       0:00", "| step 1                  0:00", ". step 2", "",
      ])
    #expect(stage.screen.withLock { $0.isCursorShown } == false)
    stage.now.withLock { $0 = start + 2 }
    sink.emit(event(.output("s1", line: "working"), at: 2))
    sink.redraw()
    #expect(
      stage.lines == [
        "web                       0:02", "| step 1  working         0:02", ". step 2", "",
      ])
  }

  @Test("a notice scrolls away above the rows")
  func notices() {
    let stage = Stage()
    let sink = stage.sink()
    sink.emit(event(.notice(.info, message: "before")))
    begin(sink)
    sink.emit(event(.notice(.warning, message: "slow\u{1B}[2J disk")))
    #expect(
      stage.lines == [
        "before", "warning: slow disk", "web                       0:00",
        "| step 1                  0:00", ". step 2", "",
      ])
  }

  @Test("the end leaves all rows and the summary, and shows the cursor again")
  func finish() {
    let stage = Stage(lines: 6)
    let sink = stage.sink()
    begin(sink, 9)
    #expect(stage.lines.count <= 6)
    sink.emit(event(.finished("s1", outcome: .done(note: nil), seconds: 3)))
    sink.emit(
      event(.buildFinished(.init(name: "web", succeeded: true, lines: ["web.qcow2"], seconds: 3))))
    sink.finish()
    let lines = stage.lines
    #expect(lines.first == "web                       0:03")
    #expect(lines[1] == "+ step 1                  0:03")
    #expect(Array(lines.suffix(4)) == [". step 9", "+ built web in 3 s", "  web.qcow2", ""])
    #expect(lines.count == 13)
    #expect(stage.screen.withLock { $0.isCursorShown })
    sink.finish()
    sink.redraw()
    sink.emit(event(.started(activities(9)[2])))
    #expect(stage.lines == lines)
    sink.emit(event(.notice(.info, message: "after")))
    #expect(stage.lines.dropLast(2) == lines.dropLast())
  }

  @Test("rows give the terminal away, and come back below what was written")
  func suspension() {
    let stage = Stage()
    let sink = stage.sink()
    begin(sink)
    sink.suspend()
    #expect(stage.screen.withLock { $0.isCursorShown })
    let rows = stage.lines
    stage.screen.withLock { $0.write("# a shell\n") }
    sink.emit(event(.output("s1", line: "working"), at: 2))
    sink.emit(event(.notice(.info, message: "meanwhile")))
    sink.redraw()
    #expect(stage.lines == rows.dropLast() + ["# a shell", ""])
    sink.resume()
    #expect(
      stage.lines == rows.dropLast() + [
        "# a shell", "meanwhile", "web                       0:00",
        "| step 1  working         0:00", ". step 2", "",
      ])
    #expect(stage.screen.withLock { $0.isCursorShown } == false)
  }

  @Test("an end while somebody else has the terminal is shown all the same")
  func endWhileSuspended() {
    let stage = Stage()
    let sink = stage.sink()
    begin(sink)
    sink.suspend()
    sink.emit(event(.notice(.warning, message: "interrupted")))
    sink.finish()
    #expect(stage.lines.contains("warning: interrupted"))
    #expect(stage.screen.withLock { $0.isCursorShown })
  }

  @Test("rows wrapped by a narrower terminal are overwritten whole")
  func resize() {
    let written = Written()
    let size = Mutex(TerminalSize(columns: 31, lines: 24))
    let sink = LiveSink(
      written.output, style: .plain, size: { size.withLock { $0 } }, clock: { start })
    begin(sink)
    size.withLock { $0 = TerminalSize(columns: 21, lines: 24) }
    sink.redraw()
    // Two rows of 30 columns stand on two lines each now, the third on one.
    #expect(written.text.contains("\r\u{1B}[5Aweb             0:00\u{1B}[K\n"))
  }

  @Test("a sink that is never told the end stops drawing when it goes")
  func timer() async throws {
    let written = Written()
    var sink: LiveSink? = LiveSink(
      written.output, style: .plain, size: { TerminalSize(columns: 40, lines: 9) })
    sink?.emit(event(.buildStarted(name: "web", activities: activities(1))))
    let drawings = { written.text.split(separator: "web").count }
    for _ in 0..<100 where drawings() < 3 { try await Task.sleep(for: .milliseconds(100)) }
    #expect(drawings() >= 3)
    sink = nil
    // A drawing may be under way.
    try await Task.sleep(for: .milliseconds(300))
    let length = written.text.count
    try await Task.sleep(for: .milliseconds(300))
    #expect(written.text.count == length)
  }
}
