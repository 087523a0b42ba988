import BuildFoundation
import GRDB
public import SystemPackage

/// The runs of this user's builds, in an SQLite file that several processes write to.
public struct HistoryDatabase: Sendable {
  /// How long a process waits for another that is writing, in seconds; a run is written in milliseconds.
  private static let patience = 10.0

  /// Where the file is; for messages.
  private let file: FilePath
  private let queue: DatabaseQueue

  /// Opens the history, and makes it if there is none.
  ///
  /// Throws a `host` error when it cannot be opened, is damaged, or was made by a newer imgbuild; the
  /// hint says what to do.
  public static func open(_ file: FilePath) async throws -> HistoryDatabase {
    // Held while the file gets its tables: SQLite does not wait for all of that.
    let lock = try await FileLock.wait(
      for: FilePath("\(file).lock"), limit: .seconds(patience))
    defer { withExtendedLifetime(lock) {} }
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.journalMode = .wal
    do {
      return try await HistoryDatabase(
        DatabaseQueue(path: file.string, configuration: configuration), file: file)
    } catch {
      throw failure(error, doing: "opening the history", file)
    }
  }

  /// A history in `queue`, with the tables of this version.
  init(_ queue: DatabaseQueue, file: FilePath = ":memory:") async throws {
    self.queue = queue
    self.file = file
    let migrator = HistorySchema.migrator
    let isNewer = try await queue.read { try migrator.hasBeenSuperseded($0) }
    guard !isNewer else {
      throw BuildError(
        .host, "opening the history: \(file) was made by a newer imgbuild",
        hint: "use that one, or move the file away; builds go on without it")
    }
    try migrator.migrate(queue)
  }

  func read<Result: Sendable>(
    _ doing: String, _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    do {
      return try await queue.read(body)
    } catch {
      throw Self.failure(error, doing: doing, file)
    }
  }

  func write<Result: Sendable>(
    _ doing: String, _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    do {
      return try await queue.write(body)
    } catch {
      throw Self.failure(error, doing: doing, file)
    }
  }

  private static func failure(
    _ error: any Error, doing: String, _ file: FilePath
  ) -> any Error {
    if error is BuildError || error is CancellationError { return error }
    let code = (error as? DatabaseError)?.resultCode
    switch code {
    case .SQLITE_BUSY?, .SQLITE_LOCKED?:
      return BuildError(.host, "\(doing): another process has held \(file) for too long")
    case .SQLITE_FULL?:
      return BuildError(.host, "\(doing): there is no space left for \(file)")
    case .SQLITE_CANTOPEN?, .SQLITE_READONLY?, .SQLITE_IOERR?, .SQLITE_PERM?:
      let reason = (error as? DatabaseError)?.message ?? "\(error)"
      return BuildError(.host, "\(doing): \(file): \(reason)")
    default:
      // Also tables that are not there, and values that are none of ours.
      let reason = (error as? DatabaseError)?.message ?? "\(error)"
      return BuildError(
        .host, "\(doing): \(file) is damaged: \(reason)",
        hint: "move it away: mv \(file) \(file).damaged; the next build starts a new one")
    }
  }
}
