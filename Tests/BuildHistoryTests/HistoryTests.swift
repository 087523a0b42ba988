import BuildFoundation
import Foundation
import GRDB
import SystemPackage
import TestSupport
import Testing

@testable import BuildHistory

@Suite struct HistoryTests {
  private let queue: DatabaseQueue
  private let history: HistoryDatabase

  init() async throws {
    queue = try DatabaseQueue()
    history = try await HistoryDatabase(queue)
  }

  private func count(_ table: String) async throws -> Int {
    try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
  }

  @Test func aRunComesBackAsItWas() async throws {
    var run = RunDetails.sample(activities: [
      ActivityRun("write", 1.25), ActivityRun("write", 0, .cached, id: "step-2"),
    ])
    let id = try await history.record(run)
    run.summary.id = id
    #expect(try await history.run(id) == run)
    #expect(try await history.runs(limit: 5) == [run.summary])
    #expect(try await history.run(id + 1) == nil)
  }

  @Test func aFailureComesBackWithItsReason() async throws {
    let id = try await history.record(
      .sample(.failed, activities: [ActivityRun("install", 3, .failed)]))
    let run = try #require(try await history.run(id))
    #expect(run.summary.failure == .init(code: .host, message: "no mirror"))
    #expect(run.summary.image == nil && run.contents == nil)
    #expect(run.activities.map(\.outcome) == [.failed])
  }

  @Test func runsAreSelected() async throws {
    for (outcome, name) in [
      (.succeeded, "web"), (.failed, "web"), (.succeeded, "db"), (.interrupted, "web"),
    ] as [(RunSummary.Outcome, String)] {
      try await history.record(.sample(outcome, name: name, recipe: "/r/\(name).yml"))
    }
    #expect(try await history.runs(limit: 9).map(\.id) == [4, 3, 2, 1])
    #expect(try await history.runs(limit: 2).map(\.id) == [4, 3])
    #expect(try await history.runs(RunSelection(name: "web"), limit: 9).map(\.id) == [4, 2, 1])
    #expect(
      try await history.runs(RunSelection(recipe: "/r/db.yml"), limit: 9).map(\.id) == [3])
    #expect(
      try await history.runs(
        RunSelection(name: "web", outcomes: [.succeeded, .failed]), limit: 9
      ).map(\.id) == [2, 1])
    #expect(try await history.names() == ["web", "db"])
    #expect(try await history.recipes() == ["/r/web.yml", "/r/db.yml"])
  }

  @Test func whatIsTheSameIsKeptOnce() async throws {
    try await history.record(.sample())
    try await history.record(.sample(.upToDate))
    try await history.record(
      .sample(image: "b", packages: [.init("bash", "5.2"), .init("nginx", "1.24")]))
    #expect(try await count("image") == 2)
    #expect(try await count("package_set") == 2)
    #expect(try await count("package") == 3)
    #expect(try await history.run(2)?.contents == history.run(1)?.contents)
  }

  @Test func theOldestGoWithWhatOnlyTheyHad() async throws {
    for version in 1...6 {
      try await history.record(
        .sample(
          image: "\(version)", packages: [.init("bash", "5"), .init("nginx", "\(version)")],
          activities: [ActivityRun("step \(version)", 1)]), limit: 3)
      try await history.record(.sample(name: "db", recipe: "/r/db.yml"), limit: 3)
    }
    #expect(try await history.runs(RunSelection(name: "web"), limit: 9).map(\.id) == [11, 9, 7])
    #expect(try await history.runs(RunSelection(name: "db"), limit: 9).map(\.id) == [12, 10, 8])
    #expect(try await count("activity") == 3)
    #expect(try await count("title") == 3)
    #expect(try await count("image") == 4)
    // Three of nginx's, bash's, and the two of db.
    #expect(try await count("package") == 6)
  }

  /// A week of nights without changes must not take away what `diff` compares.
  @Test func theLastTwoBuildsStay() async throws {
    for image in ["1", "2", "3"] { try await history.record(.sample(image: image), limit: 2) }
    for _ in 1...5 { try await history.record(.sample(.upToDate, image: "3"), limit: 2) }
    let runs = try await history.runs(limit: 9)
    #expect(runs.map(\.id) == [8, 7, 3, 2])
    #expect(runs.map(\.outcome) == [.upToDate, .upToDate, .succeeded, .succeeded])
  }

  /// About as many packages as a small server has, a dozen upgraded each night.
  @Test func aYearOfNightsIsSmall() async throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("history.sqlite")
    var packages = (0..<600).map { ImagePackage("library-number-\($0)", "1.\($0)-2+deb12u1") }
    let nights = 60
    do {
      let history = try await HistoryDatabase.open(file)
      for night in 0..<nights {
        for index in 0..<12 { packages[(night * 12 + index) % 600].version = "2.\(night)-1" }
        try await history.record(
          .sample(
            image: "\(night)", packages: packages,
            activities: (1...20).map { ActivityRun("step \($0)", 7.5, id: "step-\($0)") }))
      }
    }
    let size = try FileManager.default.attributesOfItem(atPath: file.string)[.size] as? Int
    let bytes = try #require(size) / nights
    #expect(bytes < 12_000, "\(bytes) bytes a build")
  }
}
