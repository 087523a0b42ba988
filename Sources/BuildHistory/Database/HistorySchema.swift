import GRDB

/// The tables of the history.
///
/// A migration that has been released is never changed: a new one follows it.
enum HistorySchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: runs, images and packages") { try $0.execute(sql: first) }
    return migrator
  }

  /// Images and package lists are shared between runs: most nights change neither, or few packages.
  ///
  /// `package_set_member.package_id` is no foreign key: SQLite would read the whole table for each package
  /// that it deletes, or need an index as large as the table.
  private static let first = """
    CREATE TABLE package (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      version TEXT NOT NULL,
      architecture TEXT NOT NULL,
      UNIQUE (name, version, architecture)
    );
    CREATE TABLE package_set (
      id INTEGER PRIMARY KEY,
      digest TEXT NOT NULL UNIQUE
    );
    CREATE TABLE package_set_member (
      set_id INTEGER NOT NULL REFERENCES package_set (id) ON DELETE CASCADE,
      package_id INTEGER NOT NULL,
      PRIMARY KEY (set_id, package_id)
    ) WITHOUT ROWID;
    CREATE TABLE image (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      size INTEGER NOT NULL,
      virtual_size INTEGER NOT NULL,
      inputs TEXT NOT NULL,
      properties TEXT NOT NULL,
      set_id INTEGER NOT NULL REFERENCES package_set (id)
    );
    CREATE INDEX image_by_sha256 ON image (sha256);
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      recipe TEXT NOT NULL,
      started DATETIME NOT NULL,
      seconds REAL NOT NULL,
      outcome TEXT NOT NULL,
      error_code TEXT,
      error_message TEXT,
      imgbuild TEXT NOT NULL,
      key TEXT,
      image_id INTEGER REFERENCES image (id)
    );
    CREATE INDEX run_by_name ON run (name);
    CREATE TABLE title (
      id INTEGER PRIMARY KEY,
      activity TEXT NOT NULL,
      title TEXT NOT NULL,
      UNIQUE (activity, title)
    );
    CREATE TABLE activity (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      title_id INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      seconds REAL NOT NULL,
      PRIMARY KEY (run_id, position)
    ) WITHOUT ROWID;
    """
}
