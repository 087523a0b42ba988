import BuildFoundation
import Foundation
import Pipeline
import Testing

@testable import TerminalUI

@Suite("Plain lines, JSON lines and the log")
struct FormatTests {
  private let build: [BuildEvent] = [
    event(.buildStarted(name: "web", activities: activities(2))),
    event(.started(activities(2)[0]), at: 1),
    event(.progress("s1", detail: "downloading", fraction: 0.5), at: 2),
    event(.progress("s1", detail: "too soon", fraction: nil), at: 3),
    event(.output("s1", line: "a\u{1B}[31mb\u{7} \"c\"\\"), at: 4),
    event(.finished("s1", outcome: .done(note: "ok"), seconds: 61.25), at: 62),
    event(.finished("s2", outcome: .cached, seconds: 0), at: 62),
    event(.finished("s2", outcome: .failed(message: "no"), seconds: 1), at: 62),
    event(.finished("s2", outcome: .interrupted, seconds: 1), at: 62),
    event(.notice(.warning, message: "slow"), at: 63),
    event(
      .buildFinished(.init(name: "web", succeeded: true, lines: ["web.qcow2"], seconds: 64)),
      at: 64),
  ]

  @Test("plain lines tell all, without escape codes")
  func plain() {
    let written = Written()
    let sink = PlainSink(written.output)
    for event in build { sink.emit(event) }
    #expect(
      written.text == """
        [0:00] building web: 2 activities
        [0:01] s1: started: step 1
        [0:02] s1: 50% downloading
        [0:04]   s1 | ab "c"\\
        [1:02] s1: done in 1 min 1 s: ok
        [1:02] s2: cached
        [1:02] s2: failed after 1 s: no
        [1:02] s2: interrupted after 1 s
        [1:03] warning: slow
        [1:04] built web in 1 min 4 s
        [1:04]   web.qcow2

        """)
  }

  @Test("a clock that was set back does not silence progress")
  func clockSetBack() {
    var format = PlainFormat()
    let steps = [("one", 7200.0), ("too soon", 7201), ("two", 0), ("too soon", 1), ("three", 11)]
    let lines = steps.flatMap { detail, time in
      format.lines(for: event(.progress("s1", detail: detail, fraction: nil), at: time))
    }
    #expect(lines.map { $0.split(separator: " ").last } == ["one", "two", "three"])
  }

  @Test("each event is one line of JSON with keys in a fixed order")
  func json() throws {
    let written = Written()
    let sink = JSONLinesSink(written.output)
    for event in build { sink.emit(event) }
    let lines = written.text.split(separator: "\n").map(String.init)
    let time = #"{"time":"2026-01-31T09:05:0"#
    let end = #"{"time":"2026-01-31T09:06:"#
    #expect(
      lines == [
        time + #"7.250Z","type":"build-started","name":"web","activities":"#
          + #"[{"id":"s1","title":"step 1"},{"id":"s2","title":"step 2"}]}"#,
        time + #"8.250Z","type":"started","activity":{"id":"s1","title":"step 1"}}"#,
        time + #"9.250Z","type":"progress","activity":{"id":"s1"},"detail":"downloading","#
          + #""fraction":0.5}"#,
        #"{"time":"2026-01-31T09:05:10.250Z","type":"progress","activity":{"id":"s1"},"#
          + #""detail":"too soon","fraction":null}"#,
        #"{"time":"2026-01-31T09:05:11.250Z","type":"output","activity":{"id":"s1"},"#
          + #""line":"a\u001b[31mb\u0007 \"c\"\\"}"#,
        end + #"09.250Z","type":"finished","activity":{"id":"s1"},"outcome":"done","#
          + #""note":"ok","seconds":61.25}"#,
        end + #"09.250Z","type":"finished","activity":{"id":"s2"},"outcome":"cached","seconds":0}"#,
        end + #"09.250Z","type":"finished","activity":{"id":"s2"},"outcome":"failed","#
          + #""message":"no","seconds":1}"#,
        end + #"09.250Z","type":"finished","activity":{"id":"s2"},"outcome":"interrupted","#
          + #""seconds":1}"#,
        end + #"10.250Z","type":"notice","level":"warning","message":"slow"}"#,
        end + #"11.250Z","type":"build-finished","name":"web","succeeded":true,"up_to_date":false,"#
          + #""lines":["web.qcow2"],"seconds":64}"#,
      ])
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
  }

  @Test("any text survives JSON")
  func jsonText() throws {
    let text = String(String.UnicodeScalarView((0...0x2100).compactMap { Unicode.Scalar($0) }))
    let line = EventJSON.line(for: event(.notice(.info, message: text)))
    #expect(line.split(whereSeparator: \.isNewline).count == 1)
    let read = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(read?["message"] as? String == text)
    #expect(EventJSON.line(for: event(.progress("a", detail: "", fraction: .nan))).contains("null"))
  }

  @Test("the log holds every line with its time once it is finished")
  func log() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("old".utf8).write(to: URL(filePath: path))
    let sink = try LogFileSink(path)
    for number in 0..<2000 { sink.emit(event(.output("s1", line: "\(number)"), at: 1)) }
    sink.finish()
    sink.emit(event(.output("s1", line: "late")))
    sink.finish()
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2000)
    #expect(lines.last == "2026-01-31T09:05:08.250Z   s1 | 1999")
    let error = #expect(throws: BuildError.self) { _ = try LogFileSink("/nonexistent/build.log") }
    #expect(error?.message == "opening the log /nonexistent/build.log: No such file or directory")
  }

  @Test("a reader that left neither ends the process nor stops the build")
  func brokenPipe() {
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    let sink = PlainSink(OutputDescriptor(ends[1]))
    close(ends[0])
    for event in build { sink.emit(event) }
    sink.finish()
    close(ends[1])
  }

  @Test("lines of many threads do not mix")
  func threads() async {
    let written = Written()
    let sink = JSONLinesSink(written.output)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for line in 0..<100 { sink.emit(.output("s\(task)", line: "line \(line)")) }
        }
      }
    }
    let lines = written.text.split(separator: "\n")
    #expect(lines.count == 800)
    #expect(lines.filter { !$0.hasSuffix("\"}") }.isEmpty)
  }
}
