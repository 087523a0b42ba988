import BuildFoundation
import Foundation
import GRDB

extension HistoryDatabase {
  /// Runs of an image that are kept: more than a year of nightly builds.
  public static let usualLimit = 400
  /// Successful runs that are kept however many others there were since: what `diff` compares.
  private static let keptSuccesses = 2

  /// Writes down a run, and drops the image's oldest ones beyond `limit`; gives the run's number.
  @discardableResult
  public func record(_ run: RunDetails, limit: Int = usualLimit) async throws -> Int64 {
    try await write("recording the build of \(run.summary.name)") { database in
      let id = try Self.insert(run, into: database)
      try Self.prune(run.summary, limit: max(1, limit), in: database)
      return id
    }
  }

  private static func insert(_ run: RunDetails, into database: Database) throws -> Int64 {
    let summary = run.summary
    var image: Int64?
    if let file = summary.image, let contents = run.contents {
      image = try identifier(of: file, contents, in: database)
    }
    try database.execute(
      sql: """
        INSERT INTO run (name, recipe, started, seconds, outcome, error_code, error_message,
          imgbuild, key, image_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        summary.name, summary.recipe, summary.started, summary.seconds, summary.outcome.rawValue,
        summary.failure?.code.rawValue, summary.failure?.message, summary.imgbuild, summary.key,
        image,
      ])
    let id = database.lastInsertedRowID
    for (position, activity) in run.activities.enumerated() {
      try insert(activity, position, run: id, into: database)
    }
    return id
  }

  private static func insert(
    _ activity: ActivityRun, _ position: Int, run: Int64, into database: Database
  ) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO title (activity, title) VALUES (?, ?)",
      arguments: [activity.id, activity.title])
    try database.execute(
      sql: """
        INSERT INTO activity (run_id, position, title_id, outcome, seconds)
        SELECT ?, ?, id, ?, ? FROM title WHERE activity = ? AND title = ?
        """,
      arguments: [
        run, position, activity.outcome.rawValue,
        // More digits than anybody reads take room.
        (activity.seconds * 100).rounded() / 100, activity.id, activity.title,
      ])
  }

  /// The row of an image; the one that is there if it is the same.
  private static func identifier(
    of file: RunSummary.Image, _ contents: ImageContents, in database: Database
  ) throws -> Int64 {
    let set = try identifier(of: contents.packages, in: database)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let inputs = String(decoding: try encoder.encode(contents.inputs), as: UTF8.self)
    let properties = String(decoding: try encoder.encode(contents.properties), as: UTF8.self)
    let values: StatementArguments = [
      file.sha256, file.size.bytes, file.virtualSize.bytes, inputs, properties, set,
    ]
    let present = try Int64.fetchOne(
      database,
      sql: """
        SELECT id FROM image WHERE sha256 = ? AND size = ? AND virtual_size = ? AND inputs = ?
          AND properties = ? AND set_id = ?
        """,
      arguments: values)
    if let present { return present }
    try database.execute(
      sql: """
        INSERT INTO image (sha256, size, virtual_size, inputs, properties, set_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: values)
    return database.lastInsertedRowID
  }

  /// The row of a list of packages; the one that is there if it is the same.
  private static func identifier(
    of packages: [ImagePackage], in database: Database
  ) throws -> Int64 {
    let packages = Set(packages).sorted()
    let text = packages.map { "\($0.name)\t\($0.version)\t\($0.architecture)\n" }.joined()
    let digest = Digest.sha256(text).hex
    let present = try Int64.fetchOne(
      database, sql: "SELECT id FROM package_set WHERE digest = ?", arguments: [digest])
    if let present { return present }
    try database.execute(
      sql: "INSERT INTO package_set (digest) VALUES (?)", arguments: [digest])
    let set = database.lastInsertedRowID
    for package in packages {
      let values: StatementArguments = [package.name, package.version, package.architecture]
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO package (name, version, architecture) VALUES (?, ?, ?)"
      ).execute(arguments: values)
      try database.cachedStatement(
        sql: """
          INSERT INTO package_set_member (set_id, package_id)
          SELECT ?, id FROM package WHERE name = ? AND version = ? AND architecture = ?
          """
      ).execute(arguments: [set] + values)
    }
    return set
  }

  private static func prune(_ run: RunSummary, limit: Int, in database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM run WHERE name = :name AND recipe = :recipe
        AND id NOT IN (
          SELECT id FROM run WHERE name = :name AND recipe = :recipe
          ORDER BY id DESC LIMIT :limit)
        AND id NOT IN (
          SELECT id FROM run WHERE name = :name AND recipe = :recipe AND outcome = :succeeded
          ORDER BY id DESC LIMIT :successes)
        """,
      arguments: [
        "name": run.name, "recipe": run.recipe, "limit": limit,
        "succeeded": RunSummary.Outcome.succeeded.rawValue, "successes": keptSuccesses,
      ])
    guard database.changesCount > 0 else { return }
    try database.execute(
      sql: "DELETE FROM image WHERE id NOT IN (SELECT image_id FROM run WHERE image_id NOT NULL)")
    try database.execute(sql: "DELETE FROM title WHERE id NOT IN (SELECT title_id FROM activity)")
    try database.execute(
      sql: "DELETE FROM package_set WHERE id NOT IN (SELECT set_id FROM image)")
    guard database.changesCount > 0 else { return }
    try database.execute(
      sql: "DELETE FROM package WHERE id NOT IN (SELECT package_id FROM package_set_member)")
  }
}
