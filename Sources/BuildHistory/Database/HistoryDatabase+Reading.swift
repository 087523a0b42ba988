import BuildFoundation
import Foundation
import GRDB

extension HistoryDatabase {
  private static let reading = "reading the history"

  /// The newest runs of a selection, newest first; at most `limit`.
  public func runs(_ selection: RunSelection = RunSelection(), limit: Int) async throws
    -> [RunSummary]
  {
    try await read(Self.reading) { database in
      var conditions: [String] = ["TRUE"]
      var arguments = StatementArguments()
      if let name = selection.name {
        conditions.append("name = ?")
        arguments += [name]
      }
      if let recipe = selection.recipe {
        conditions.append("recipe = ?")
        arguments += [recipe]
      }
      if !selection.outcomes.isEmpty {
        let marks = selection.outcomes.map { _ in "?" }.joined(separator: ", ")
        conditions.append("outcome IN (\(marks))")
        arguments += StatementArguments(selection.outcomes.map(\.rawValue))
      }
      arguments += [limit]
      return try Row.fetchAll(
        database,
        sql: """
          \(Self.summaries) WHERE \(conditions.joined(separator: " AND "))
          ORDER BY run.id DESC LIMIT ?
          """,
        arguments: arguments
      ).map(Self.summary)
    }
  }

  /// A run with all that is known of it; nil when there is none with this number.
  public func run(_ id: Int64) async throws -> RunDetails? {
    try await read(Self.reading) { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "\(Self.summaries) WHERE run.id = ?", arguments: [id])
      else { return nil }
      return RunDetails(
        try Self.summary(row), activities: try Self.activities(of: id, in: database),
        contents: try Self.contents(row, in: database))
    }
  }

  /// The names of all images that have runs, the one built last first.
  public func names() async throws -> [String] {
    try await read(Self.reading) { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM run GROUP BY name ORDER BY max(id) DESC")
    }
  }

  /// The files of all recipes that have runs, the one built last first.
  public func recipes() async throws -> [String] {
    try await read(Self.reading) { database in
      try String.fetchAll(
        database, sql: "SELECT recipe FROM run GROUP BY recipe ORDER BY max(id) DESC")
    }
  }

  private static let summaries = """
    SELECT run.*, sha256, size, virtual_size, inputs, properties, set_id
    FROM run LEFT JOIN image ON image.id = run.image_id
    """

  @Sendable private static func summary(_ row: Row) throws -> RunSummary {
    var summary = RunSummary(
      name: try row.decode(forColumn: "name"), recipe: try row.decode(forColumn: "recipe"),
      started: try row.decode(forColumn: "started"), seconds: try row.decode(forColumn: "seconds"),
      outcome: try known(row, "outcome"), imgbuild: try row.decode(forColumn: "imgbuild"),
      key: try row.decode(forColumn: "key"))
    summary.id = try row.decode(forColumn: "id")
    if let code: String = try row.decode(forColumn: "error_code") {
      summary.failure = .init(
        code: BuildError.Code(rawValue: code) ?? .buildFailed,
        message: try row.decode(String?.self, forColumn: "error_message") ?? "")
    }
    if let sha256: String = try row.decode(forColumn: "sha256") {
      summary.image = .init(
        size: ByteCount(bytes: try row.decode(forColumn: "size")),
        virtualSize: ByteCount(bytes: try row.decode(forColumn: "virtual_size")), sha256: sha256)
    }
    return summary
  }

  private static func activities(of run: Int64, in database: Database) throws -> [ActivityRun] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT title.activity, title.title, outcome, seconds
        FROM activity JOIN title ON title.id = title_id WHERE run_id = ? ORDER BY position
        """,
      arguments: [run]
    ).map { row in
      ActivityRun(
        id: try row.decode(forColumn: "activity"), title: try row.decode(forColumn: "title"),
        outcome: try known(row, "outcome"), seconds: try row.decode(forColumn: "seconds"))
    }
  }

  private static func contents(_ row: Row, in database: Database) throws -> ImageContents? {
    guard let set: Int64 = try row.decode(forColumn: "set_id") else { return nil }
    let packages = try Row.fetchAll(
      database,
      sql: """
        SELECT name, version, architecture
        FROM package_set_member JOIN package ON package.id = package_id WHERE set_id = ?
        """,
      arguments: [set]
    ).map { row in
      ImagePackage(
        name: try row.decode(forColumn: "name"), version: try row.decode(forColumn: "version"),
        architecture: try row.decode(forColumn: "architecture"))
    }
    return ImageContents(
      inputs: try map(row, "inputs"), properties: try map(row, "properties"),
      packages: packages.sorted())
  }

  private static func map(_ row: Row, _ column: String) throws -> [String: String] {
    let text: String = try row.decode(forColumn: column)
    return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
  }

  /// A value that this version knows.
  private static func known<Value: RawRepresentable<String>>(
    _ row: Row, _ column: String
  ) throws -> Value {
    let text: String = try row.decode(forColumn: column)
    guard let value = Value(rawValue: text) else {
      throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "\(column) is \(text)")
    }
    return value
  }
}
