import BuildFoundation
import Foundation
import LibvirtKit
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Guests

@Suite struct InstallerWatchTests {
  private let folder: TemporaryFolder
  private let log: FilePath
  private let events = EventRecorder()

  init() throws {
    folder = try TemporaryFolder()
    log = try folder.write("console.log", "")
  }

  /// What the machine prints and does, one entry for each time that it is looked at.
  private final class Script: Sendable {
    private let entries: Mutex<[(String, DomainState)]>
    private let log: FilePath

    init(_ entries: [(String, DomainState)], log: FilePath) {
      self.entries = Mutex(entries)
      self.log = log
    }

    /// Prints the next entry's text; the last state stays.
    func next() throws -> DomainState {
      let (text, state) = entries.withLock { $0.count > 1 ? $0.removeFirst() : ("", $0[0].1) }
      let file = try FileDescriptor.open(log, .writeOnly, options: .append)
      try file.closeAfter { _ = try file.writeAll(Array(text.utf8)) }
      return state
    }
  }

  private func watch(
    _ entries: [(String, DomainState)], limit: Duration = .seconds(60),
    quietLimit: Duration = .seconds(60), saysWhenDone: Bool = false
  ) async throws {
    // The last entry is what stays, and prints nothing.
    let script = Script(entries + [("", entries.last?.1 ?? .running)], log: log)
    let watch = InstallerWatch(
      limit: limit, quietLimit: quietLimit, interval: .milliseconds(1),
      saysWhenDone: saysWhenDone,
      read: { line in
        switch line {
        case "ask>": .question
        case "fail": .failure("no disk")
        case "done": .done(line)
        default: line.hasPrefix("at ") ? .progress(line) : nil
        }
      }, state: { try script.next() }, report: StepReport("base", to: events))
    try await watch.untilEnd(of: ConsoleFollower(log))
  }

  private var progress: [String] {
    events.events.compactMap { if case .progress(_, let text, _) = $0.kind { text } else { nil } }
  }

  private var output: [String] {
    events.events.compactMap { if case .output(_, let line) = $0.kind { line } else { nil } }
  }

  @Test func powerOffIsTheEndAndTheLastLinesAreRead() async throws {
    try await watch([
      ("hello\nat 1", .running), ("0%\n", .running), ("bye\n", .stopped(.shutdown)),
    ])
    #expect(output == ["hello", "at 10%", "bye"])
    #expect(progress == ["at 1", "at 10%"])
  }

  @Test(arguments: [DomainState.StopReason.crashed, .failed, .destroyed])
  func otherEndsAreFailures(reason: DomainState.StopReason) async {
    let error = await #expect(throws: BuildError.self) {
      try await watch([("one\ntwo", .running), ("", .stopped(reason))])
    }
    #expect(error?.code == .buildFailed)
    #expect(error?.message == "the installer's machine \(reason.rawValue)")
    #expect(error?.output == ["one", "two"])
  }

  @Test(arguments: [
    ("line\nask>", "the installer asks something, and nobody is there to answer"),
    ("line\nfail\n", "the installer failed: no disk"),
    (
      "line\n[ 1.0] Kernel panic - not syncing: VFS\n",
      "the installer's kernel gave up: [ 1.0] Kernel panic - not syncing: VFS"
    ),
  ])
  func whatTheConsoleShowsEndsIt(text: String, message: String) async {
    let error = await #expect(throws: BuildError.self) {
      try await watch([(text, .running), ("", .running)])
    }
    #expect(error?.code == .buildFailed)
    #expect(error?.message == message)
    #expect(error?.output.first == "line" && error?.output.count == 2)
  }

  @Test func whoSaysWhenAllIsDoneHasFailedBefore() async throws {
    try await watch(
      [("at 1\ndone\n", .running), ("bye\n", .stopped(.shutdown))], saysWhenDone: true)
    #expect(progress == ["at 1", "done"])
    let error = await #expect(throws: BuildError.self) {
      try await watch([("at 1\n", .running), ("", .stopped(.shutdown))], saysWhenDone: true)
    }
    #expect(error?.message == "the installer was turned off before everything was done")
    #expect(error?.output == ["at 1"])
  }

  @Test func theLimitShowsTheLastLines() async {
    let error = await #expect(throws: BuildError.self) {
      try await watch([("one\ntwo\nwhat now", .running)], limit: .milliseconds(200))
    }
    #expect(error?.code == .timedOut)
    #expect(error?.message == "waited 0.2 s for the installer to end")
    #expect(error?.output == ["one", "two", "what now"])
  }

  @Test func silenceIsToldOnce() async throws {
    await #expect(throws: BuildError.self) {
      try await watch(
        [("at 1\n", .running)], limit: .milliseconds(300), quietLimit: .milliseconds(20))
    }
    let warnings = events.events.filter {
      if case .notice(.warning, let text) = $0.kind {
        text.hasSuffix("its last line: at 1")
      } else {
        false
      }
    }
    #expect(warnings.count == 1)
  }

  @Test func itCanBeCancelled() async {
    let task = Task { try await watch([("", .running)]) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
