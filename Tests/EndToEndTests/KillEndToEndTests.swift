import Foundation
import ImageProperties
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Builds that are killed at random moments, one after another, each going on where the last one was.
@Suite(.needs("qemu-img", "qemu-storage-daemon", "qemu-system-x86_64"))
struct KillEndToEndTests {
  private static let kills = 20

  /// Each step leaves a package in the database, so that the facts tell what was done, and how often.
  private static func steps(remark: String) -> String {
    let names = ["first", "second", "third"]
    return names.map { name in
      """
      - name: the \(name)
        run:
          script: |
            # \(remark)
            set -e
            printf 'Package: imgbuild-\(name)\\nStatus: install ok installed\\nVersion: 1\\n' \\
              >>/var/lib/dpkg/status
            printf 'Architecture: all\\nMaintainer: nobody\\nDescription: none\\n\\n' \\
              >>/var/lib/dpkg/status
            dpkg-query --show imgbuild-\(name)
      """
    }.joined(separator: "\n")
  }

  @Test(.timeLimit(.minutes(25)), .enabled(if: FaultHome.testImage != nil))
  func twentyKillsLeadToTheSameArtifact() async throws {
    let home = try FaultHome()
    try home.write(steps: Self.steps(remark: "one"))
    let usual = try await twoAtOnce(home)
    let before = try #require(home.manifest())
    let names = before.facts.packages.map(\.name).filter { $0.hasPrefix("imgbuild-") }
    #expect(names == ["imgbuild-first", "imgbuild-second", "imgbuild-third"])

    // From nothing, the base too.
    #expect(try await home.imgbuild.run(["cache", "prune", "--all"]).status == 0)
    try home.write(steps: Self.steps(remark: "two"))
    try await kill(home, usual: usual)
    let outcome = try await home.build()
    #expect(outcome.status == 0, "\(outcome.text)")
    let problems = try await home.problems()
    #expect(problems == [])
    let after = try #require(home.manifest())
    #expect(after.key != before.key)
    #expect(after.facts == before.facts)
    #expect(after.properties == before.properties)
    #expect(after.steps.map(\.title) == before.steps.map(\.title))
    try await withoutLists(home)
  }

  /// Two builds of one recipe at the same time; gives how long the rows of the first one took.
  private func twoAtOnce(_ home: FaultHome) async throws -> Durations {
    let durations = Durations()
    async let one = home.build(onLine: { line, _ in durations.note(line) })
    async let two = home.build()
    let outcomes = try await [one, two]
    for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.text)") }
    let waiting = outcomes.filter { $0.text.contains("waiting for the build of faults (process ") }
    #expect(waiting.count == 1, "\(outcomes.map(\.text).joined(separator: "\n\n"))")
    let problems = try await home.problems()
    #expect(problems == [])
    return durations
  }

  /// Kills one build after another, further and further on; after each what is there is whole.
  private func kill(_ home: FaultHome, usual: Durations) async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    let rows = ["base", "launch-step-1", "step-1", "step-2", "step-3", "seal", "artifact"]
    let moments = (0..<Self.kills).map { _ in
      Double.random(in: 0..<Double(rows.count), using: &random)
    }
    var files = try home.artifactFiles()
    for (number, moment) in moments.sorted().enumerated() {
      let row = rows[Int(moment)]
      let delay = usual.seconds(of: row) * moment.truncatingRemainder(dividingBy: 1)
      let comment: Comment = "seed \(seed), kill \(number): \(delay) s into \(row)"
      let outcome = try await home.build { line, signal in
        // The blank tells a step from its launch.
        guard line.contains(" \(row): started: ") else { return }
        Task {
          try await Task.sleep(for: .seconds(delay))
          signal(SIGKILL)
        }
      }
      // The last ones may be too late.
      let isDone = row == "artifact" && outcome.status == 0
      #expect(outcome.status == 128 + SIGKILL || isDone, "\(comment): \(outcome.text)")
      let reaped = outcome.lines.contains { $0.contains("cleaned up after an interrupted build") }
      #expect(number == 0 || reaped || isDone, "\(comment): \(outcome.text)")
      #expect(try await home.problems(holdsNothing: isDone) == [], comment)
      let now = try home.artifactFiles()
      // Some moments after the image is written the new artifact is in its place, as whole as the old.
      #expect(now == files || (row == "artifact" && Set(now.keys) == Set(files.keys)), comment)
      files = now
    }
  }

  /// There is no index; the lists beside the layers, and the history, are all that could be one.
  private func withoutLists(_ home: FaultHome) async throws {
    let (layers, manager) = (home.imgbuild.layers, FileManager.default)
    let records = /[0-9a-f]{64}\.json/
    for name in try manager.contentsOfDirectory(atPath: layers.string)
    where !name.hasSuffix(".qcow2") || name.wholeMatch(of: records) != nil {
      try manager.removeItem(atPath: layers.appending(name).string)
    }
    let history = home.imgbuild.home.appending("state/imgbuild/history.sqlite").string
    let damaged = try FileHandle(forWritingTo: URL(filePath: history))
    try damaged.write(contentsOf: Data(repeating: 0x5a, count: 8192))
    try damaged.close()
    let outcome = try await home.build()
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.contains("is up to date"), "\(outcome.text)")
    #expect(outcome.text.contains("history.sqlite is damaged"), "\(outcome.text)")
    try manager.removeItem(atPath: history)
    let runs = try await home.imgbuild.run(["history", "list"])
    #expect(runs.status == 0, "\(runs.text)")
    let problems = try await home.problems()
    #expect(problems == [])
  }

  /// How long rows of a build took, by the lines that it printed.
  private final class Durations: Sendable {
    private let starts = Mutex<[String: ContinuousClock.Instant]>([:])
    private let taken = Mutex<[String: Double]>([:])

    func note(_ line: String) {
      let words = line.split(separator: " ")
      guard words.count > 2, words[1].hasSuffix(":") else { return }
      let row = String(words[1].dropLast())
      if words[2] == "started:" {
        starts.withLock { $0[row] = .now }
      } else if words[2] == "done", let start = starts.withLock({ $0[row] }) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        taken.withLock { $0[row] = seconds }
      }
    }

    /// A second, where the row was not seen.
    func seconds(of row: String) -> Double { taken.withLock { $0[row] } ?? 1 }
  }
}
