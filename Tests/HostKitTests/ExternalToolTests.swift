import BuildFoundation
import Foundation
import Synchronization
import Testing

@testable import HostKit

@Suite("External tools", .timeLimit(.minutes(1)))
struct ExternalToolTests {
  private let shell = ExternalTool("sh", package: "dash")

  @Test(
    "gives the exit status, and 128 + N for signal N",
    arguments: [("true", 0), ("exit 7", 7), ("kill -9 $$", 137)] as [(String, Int32)])
  func status(script: String, status: Int32) async throws {
    #expect(try await shell.run(["-c", script]) == status)
  }

  @Test("no line is lost, however soon the tool ends")
  func lines() async throws {
    for _ in 0..<20 {
      let seen = Mutex<[String]>([])
      _ = try await shell.run(
        ["-c", "echo one; echo two >&2; printf three"],
        onLine: { line in
          seen.withLock { $0.append(line) }
        })
      #expect(seen.withLock { $0 } == ["one", "two", "three"])
    }
  }

  @Test("lines come while the tool runs")
  func streaming() async throws {
    let start = ContinuousClock.now
    let first = Mutex<Duration?>(nil)
    _ = try await shell.run(
      ["-c", "echo now; sleep 1"],
      onLine: { _ in
        first.withLock { $0 = ContinuousClock.now - start }
      })
    let total = ContinuousClock.now - start
    #expect(try #require(first.withLock { $0 }) + .milliseconds(500) < total)
  }

  @Test("what is too large to keep goes by, to its last byte")
  func bytes() async throws {
    var (count, last) = (0, [UInt8]())
    try await shell.stream(["-c", "head -c 1000000 /dev/zero; printf end"], doing: "reading") {
      count += $0.count
      last = Array((last + $0.suffix(3)).suffix(3))
    }
    #expect(count == 1_000_003)
    #expect(last == Array("end".utf8))
  }

  @Test("what the reader throws ends the tool, and a failure has the tool's words")
  func endedBytes() async throws {
    struct Enough: Error {}
    await #expect(throws: Enough.self) {
      try await shell.stream(["-c", "cat /dev/zero"], doing: "reading") { _ in throw Enough() }
    }
    let error = await #expect(throws: BuildError.self) {
      try await shell.stream(["-c", "echo out; echo no >&2; exit 3"], doing: "reading") { _ in }
    }
    #expect(error?.message == "reading: sh failed (status 3): no")
  }

  @Test("the language is C, and the environment is added to")
  func environment() async throws {
    let text = try await shell.output(
      of: ["-c", "echo $LC_ALL $COLOUR ${PATH:+path}"], doing: "asking",
      environment: ["COLOUR": "blue"])
    #expect(String(decoding: text, as: UTF8.self) == "C blue path\n")
  }

  @Test("a failure has what was being done and the last lines")
  func failure() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await shell.check(
        ["-c", "for i in $(seq 30); do echo line $i; done; exit 3"], doing: "testing")
    }
    #expect(error?.message == "testing: sh failed (status 3): line 30")
    #expect(error?.output.count == 20)
    let other = await #expect(throws: BuildError.self) {
      _ = try await shell.output(of: ["-c", "echo bad >&2; exit 1"], doing: "testing")
    }
    #expect(other?.output == ["bad"])
  }

  @Test("a tool that is missing is the host's fault, and the hint names the package")
  func missing() async throws {
    let tool = ExternalTool("no-such-tool", package: "no-such-package")
    #expect(tool.path == nil)
    let error = await #expect(throws: BuildError.self) { _ = try await tool.run([]) }
    #expect(error?.code == .host)
    #expect(error?.hint?.contains("no-such-package") == true)
  }

  @Test(
    "cancellation ends the tool and its children, also those that ignore SIGTERM",
    arguments: ["sleep 60 & echo $!; wait", "trap '' TERM; sleep 60 & echo $!; wait; wait"])
  func cancellation(script: String) async throws {
    let child = Mutex<Int32>(0)
    let parent = Mutex<Int32>(0)
    let task = Task {
      try await shell.run(
        ["-c", script], grace: .milliseconds(200),
        onStart: { identifier in parent.withLock { $0 = identifier } },
        onLine: { line in child.withLock { $0 = Int32(line) ?? -1 } })
    }
    while child.withLock({ $0 == 0 }) { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let start = ContinuousClock.now
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(getpgid(parent.withLock { $0 }) == -1)
    try await Task.sleep(for: .milliseconds(50))
    // The child may stay as a zombie of init for a moment; running it must not be.
    let state = try? String(contentsOfFile: "/proc/\(child.withLock { $0 })/stat", encoding: .utf8)
    #expect(state == nil || state?.contains(") Z ") == true)
  }
}
