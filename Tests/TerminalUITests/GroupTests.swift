import BuildFoundation
import Foundation
import Pipeline
import Testing

@testable import TerminalUI

@Suite("Several builds at a time")
struct GroupTests {
  private let outcomes = [
    GroupOutcome(name: "web", ending: .built, detail: "/o/web.qcow2  300 MiB", seconds: 61),
    GroupOutcome(name: "db", ending: .failed("step-2: no such package"), seconds: 5),
    GroupOutcome(name: "old", ending: .upToDate, seconds: 0.5),
    GroupOutcome(name: "late", ending: .interrupted, seconds: 0),
  ]

  private func show(_ view: any GroupView) {
    view.begin(["web", "db", "old", "late"])
    view.start("web")
    view.start("db")
    view.take(event(.started(Activity(id: "step-1", title: "packages: install x"))), of: "web")
    view.take(event(.output("step-1", line: "Unpacking x")), of: "web")
    view.take(event(.notice(.warning, message: "slow mirror")), of: "db")
    view.take(event(.notice(.warning, message: "slow mirror")), of: "web")
    for outcome in outcomes { view.end(outcome) }
    view.finish(outcomes, headline: "built 1 of 4 images in 1 min")
  }

  @Test("plain lines name their build, and a table ends them")
  func plain() {
    let written = Written()
    show(PlainGroup(written.output, since: start))
    #expect(
      written.text == """
        building 4 images: web, db, old, late
        [0:00] web: step-1: started: packages: install x
        [0:00] web:   step-1 | Unpacking x
        [0:00] db: warning: slow mirror
        [0:00] web: warning: slow mirror
        + web   built in 1 min 1 s: /o/web.qcow2  300 MiB
        x db    failed after 5 s: step-2: no such package
        + old   up to date
        ! late  not begun
        built 1 of 4 images in 1 min

        """)
  }

  @Test("JSON lines name their build, and the last has all outcomes")
  func json() throws {
    let written = Written()
    show(JSONGroup(written.output))
    let lines = try written.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["build"] as? String } == ["web", "web", "db", "web", nil])
    let last = try #require(lines.last)
    #expect(last["type"] as? String == "builds-finished")
    let builds = try #require(last["builds"] as? [[String: Any]])
    #expect(
      builds.map { $0["outcome"] as? String } == ["built", "failed", "up-to-date", "interrupted"])
    #expect(builds[1]["message"] as? String == "step-2: no such package")
  }

  @Test("a row tells what its build does, and what became of it")
  func live() {
    let recorder = RecordingSink()
    let written = Written()
    show(LiveGroup(recorder, output: written.output, style: .plain))
    let state = state(recorder.events.events)
    #expect(state.rows.map(\.activity.title) == ["web", "db", "old", "late"])
    #expect(
      state.rows.map(\.status) == [
        .done(note: "/o/web.qcow2  300 MiB"), .failed(message: "step-2: no such package"),
        .done(note: "up to date"), .interrupted,
      ])
    #expect(recorder.details == ["packages: install x", "packages: install x: Unpacking x"])
    #expect(recorder.notices == ["db: slow mirror"])
    #expect(written.text == "x built 1 of 4 images in 1 min\n")
  }

  @Test("an event survives the way between two processes")
  func line() throws {
    let sent = event(.output("step-1", line: "a\nb \u{1B}\u{2028} \u{FFFD}"), at: 2)
    let line = try sent.line()
    #expect(!line.contains("\n"))
    let got = try #require(BuildEvent(line: line))
    #expect(got.kind == sent.kind && abs(got.time.timeIntervalSince(sent.time)) < 0.001)
    #expect(BuildEvent(line: "what a library printed") == nil)
  }
}

/// Keeps the events that a group draws.
private final class RecordingSink: RenderingSink {
  let events = EventRecorder()

  var details: [String] {
    events.events.compactMap { event in
      if case .progress(_, let detail, _) = event.kind { detail } else { nil }
    }
  }

  var notices: [String] {
    events.events.compactMap { event in
      if case .notice(_, let message) = event.kind { message } else { nil }
    }
  }

  func emit(_ event: BuildEvent) { events.emit(event) }
  func finish() {}
}
