import BuildFoundation
import Foundation
import GRDB
import SystemPackage
import TestSupport
import Testing

@testable import BuildHistory

@Suite struct HistoryFileTests {
  private let folder: TemporaryFolder
  private let file: FilePath

  init() throws {
    folder = try TemporaryFolder()
    file = folder.path.appending("history.sqlite")
  }

  private func failure(_ body: () async throws -> Void) async -> BuildError? {
    await #expect(throws: BuildError.self) { try await body() }
  }

  @Test func itIsMadeOnceAndOpenedAgain() async throws {
    try await HistoryDatabase.open(file).record(.sample())
    let history = try await HistoryDatabase.open(file)
    try await history.record(.sample())
    #expect(try await history.runs(limit: 9).count == 2)
  }

  /// Each with a connection of its own, as processes have; the first to come makes the tables.
  @Test func severalWriteAtOnce() async throws {
    let file = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for _ in 0..<10 {
            try await HistoryDatabase.open(file).record(.sample(name: "web-\(writer)"))
          }
        }
      }
      try await group.waitForAll()
    }
    let history = try await HistoryDatabase.open(file)
    #expect(try await history.runs(limit: 99).count == 40)
    #expect(Set(try await history.runs(limit: 99).map(\.id)).count == 40)
    #expect(try await history.names().count == 4)
  }

  @Test func oneThatReadsSeesAWholeRunOrNone() async throws {
    let history = try await HistoryDatabase.open(file)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: file.string, configuration: configuration)
    try await other.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE; UPDATE run SET name = 'x'")
    }
    #expect(try await history.runs(limit: 9).isEmpty)
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try await history.record(.sample())
  }

  @Test(arguments: [
    "not a database, and longer than a header of one would be", "SQLite format 3\0",
  ])
  func aDamagedOneSaysWhatToDo(content: String) async throws {
    try Data((content + String(repeating: "x", count: 5000)).utf8)
      .write(to: URL(filePath: file.string))
    let file = file
    let error = await failure { _ = try await HistoryDatabase.open(file) }
    #expect(error?.code == .host)
    #expect(error?.message.contains(file.string) == true)
    #expect(error?.hint?.contains("mv \(file) \(file).damaged") == true, "\(error as Any)")
  }

  @Test func damageInTheMiddleIsFoundWhenItIsRead() async throws {
    do {
      let history = try await HistoryDatabase.open(file)
      for image in 0..<40 {
        try await history.record(
          .sample(image: "\(image)", packages: (0..<50).map { .init("p\($0)", "\(image)") }))
      }
    }
    let handle = try FileHandle(forUpdating: URL(filePath: file.string))
    for page in stride(from: 4096, to: Int(try handle.seekToEnd()), by: 4096) {
      try handle.seek(toOffset: UInt64(page))
      try handle.write(contentsOf: Data(repeating: 0xAA, count: 4096))
    }
    try handle.close()
    let file = file
    let error = await failure {
      let history = try await HistoryDatabase.open(file)
      try await history.record(.sample())
    }
    #expect(error?.hint?.contains(".damaged") == true, "\(error as Any)")
  }

  @Test func aNewerOneIsLeftAlone() async throws {
    do {
      try await HistoryDatabase.open(file).record(.sample())
      let other = try DatabaseQueue(path: file.string)
      try await other.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')")
      }
    }
    let file = file
    let error = await failure { _ = try await HistoryDatabase.open(file) }
    #expect(error?.message.contains("newer imgbuild") == true)
  }

  @Test func aFolderThatIsNotThereIsTheHostsFault() async throws {
    let error = await failure { _ = try await HistoryDatabase.open("/nonexistent/history.sqlite") }
    #expect(error?.code == .host)
  }

  @Test func anOutcomeOfAnotherVersionIsDamage() async throws {
    let history = try await HistoryDatabase.open(file)
    try await history.record(.sample())
    try await DatabaseQueue(path: file.string).write {
      try $0.execute(sql: "UPDATE run SET outcome = 'lost'")
    }
    let error = await failure { _ = try await history.runs(limit: 1) }
    #expect(error?.message.contains("outcome is lost") == true)
  }
}
