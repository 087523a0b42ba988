import BuildFoundation
import Foundation
import Pipeline
import Testing

@testable import TerminalUI

@Suite("Drawing rows")
struct RowDrawingTests {
  private let unicode = TerminalStyle(colour: false, unicode: true)

  private static let base = Activity(id: "base", title: "base: debian bookworm")
  private static let step = Activity(id: "s1", title: "packages: install apache2")
  private static let seal = Activity(id: "seal", title: "seal")
  private static let verify = Activity(id: "verify", title: "verify")

  private var running: [BuildEvent] {
    [
      event(
        .buildStarted(name: "web", activities: [Self.base, Self.step, Self.seal, Self.verify])),
      event(.started(Self.base)),
      event(.finished("base", outcome: .cached, seconds: 0.1)),
      event(.started(Self.step), at: 1),
      event(.output("s1", line: "Unpacking \u{1B}[1mapache2\u{1B}[0m\t(2.4.65) ...\r"), at: 60),
    ]
  }

  @Test("each activity has a row with its mark, what it does and how long")
  func rows() {
    #expect(
      RowDrawing(unicode).draw(state(running), width: 60, now: start + 66.45) == [
        "web                                                     1:06",
        "✓ base: debian bookworm  cached",
        "⠼ packages: install apache2  Unpacking apache2 (2.4.65… 1:05",
        "· seal",
        "· verify",
      ])
  }

  @Test("ends are drawn with their notes, failures and times")
  func ends() {
    let events =
      running + [
        event(.finished("s1", outcome: .done(note: "12 packages"), seconds: 3725)),
        event(.started(Self.seal)),
        event(.finished("seal", outcome: .failed(message: "no room"), seconds: 2)),
        event(.started(Self.verify)),
        event(.finished("verify", outcome: .interrupted, seconds: 61)),
        event(.buildFinished(.init(name: "web", succeeded: false, lines: ["kept"], seconds: 3800))),
      ]
    #expect(
      RowDrawing(.plain).draw(state(events), width: 50, now: start) == [
        "web                                        1:03:20",
        "+ base: debian bookworm  cached",
        "+ packages: install apache2  12 packages   1:02:05",
        "x seal  no room                               0:02",
        "- verify  interrupted                         1:01",
      ])
    #expect(
      RowDrawing(unicode).summary(state(events)) == ["✗ web was not built (1 h 3 min)", "  kept"])
    var idle = BuildEvent.Summary(name: "web", succeeded: true, lines: [], seconds: 1)
    idle.isUpToDate = true
    #expect(
      RowDrawing(.plain).summary(state([event(.buildFinished(idle))])) == ["+ web is up to date"])
  }

  @Test("progress shows its share; a later line of output replaces it")
  func progress() {
    var state = state(running)
    state.apply(event(.progress("s1", detail: "downloading", fraction: 0.429)))
    let row = { RowDrawing(.plain).draw(state, width: 50, now: start + 1)[2] }
    #expect(row() == "| packages: install apache2  42% downloading  0:00")
    state.apply(event(.progress("s1", detail: "", fraction: 7)))
    #expect(row() == "| packages: install apache2  100%             0:00")
    state.apply(event(.output("s1", line: "  ")))
    state.apply(event(.output("s1", line: "next")))
    state.apply(event(.output("unknown", line: "x")))
    #expect(row() == "| packages: install apache2  next             0:00")
  }

  @Test("no line is ever wider than the terminal", arguments: [1, 20, 21, 27, 33, 40, 80, 200])
  func widths(_ width: Int) {
    let wide = Activity(id: "w", title: "書き込み: 設定ファイル e\u{301}tat 🎉🎉🎉")
    let events =
      running + [
        event(.started(wide)), event(.output("w", line: String(repeating: "図", count: 200))),
        event(.notice(.info, message: "x")),
      ]
    for style in [unicode, TerminalStyle(colour: true, unicode: true)] {
      for line in RowDrawing(style).draw(state(events), width: width, now: start + 5000) {
        #expect(line.sanitized.displayWidth <= max(20, width))
      }
    }
  }

  @Test("a narrow terminal keeps the mark, the start of the title and the time")
  func narrow() {
    #expect(
      RowDrawing(unicode).draw(state(running), width: 20, now: start + 61) == [
        "web             1:01", "✓ base: debian book…", "⠋ packages: in… 1:00", "· seal",
        "· verify",
      ])
  }

  @Test("more rows than lines: those around the running one, and counts")
  func manyRows() {
    let all = activities(30)
    var events = [event(.buildStarted(name: "web", activities: all))]
    for activity in all.prefix(10) {
      events += [
        event(.started(activity)),
        event(.finished(activity.id, outcome: .done(note: nil), seconds: 1)),
      ]
    }
    events.append(event(.started(all[10])))
    let drawing = RowDrawing(.plain)
    #expect(
      drawing.draw(state(events), width: 20, height: 7, now: start) == [
        "web             0:00", "~ 8 above", "+ step 9        0:01", "+ step 10       0:01",
        "| step 11       0:00", ". step 12", "~ 18 below",
      ])
    #expect(drawing.draw(state(events), width: 20, height: 31, now: start).count == 31)
    #expect(drawing.draw(state(events), width: 20, now: start).count == 31)
    for height in 1...30 {
      let lines = drawing.draw(state(events), width: 20, height: height, now: start)
      #expect(lines.count <= max(4, height))
      #expect(lines.contains("| step 11       0:00"))
    }
  }

  @Test("colour surrounds marks and details, and nothing else changes")
  func colour() {
    let style = TerminalStyle(colour: true, unicode: true)
    let coloured = RowDrawing(style).draw(state(running), width: 60, now: start + 66)
    let bare = RowDrawing(unicode).draw(state(running), width: 60, now: start + 66)
    #expect(coloured.map(\.sanitized) == bare)
    #expect(
      coloured[1] == "\u{1B}[2m✓\u{1B}[0m \u{1B}[2mbase: debian bookworm\u{1B}[0m"
        + "  \u{1B}[2mcached\u{1B}[0m")
  }
}
