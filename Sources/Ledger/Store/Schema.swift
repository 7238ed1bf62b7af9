import GRDB

/// The numbered migrations, in order. Forward only, one transaction each.
enum Schema {
  struct Migration {
    /// The number and name of its file.
    var name: String
    var sql: String

    var number: Int { Schema.number(of: name) }
  }

  static var migrations: [Migration] {
    [
      Migration(name: "0001-spine", sql: Resource.migration0001),
      Migration(name: "0002-work", sql: Resource.migration0002),
      Migration(name: "0003-waiting-for-us", sql: Resource.migration0003),
      Migration(name: "0004-days", sql: Resource.migration0004),
      Migration(name: "0005-deletions", sql: Resource.migration0005),
      Migration(name: "0006-inner", sql: Resource.migration0006),
      Migration(name: "0007-redaction", sql: Resource.migration0007),
      Migration(name: "0008-asked", sql: Resource.migration0008),
    ]
  }

  static var newest: Int { migrations.last?.number ?? 0 }

  /// "Lian", the mark of our files in the SQLite header.
  static let applicationID = 0x4C69_616E

  /// Refuses what is not ours or too new; returns the version found, 0 for an empty file.
  static func inspect(_ db: Database, path: String) throws -> Int {
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard tables > 0 else { return 0 }
    let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let migrated = try db.tableExists("grdb_migrations")
    guard mark == applicationID, migrated else {
      // A crash between the table of migrations and the first one leaves just that table.
      let names = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      guard names == ["grdb_migrations"] else { throw LedgerError.foreignFile(path: path) }
      return 0
    }
    let applied = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations")
    let known = Set(migrations.map(\.name))
    let found = applied.map(number(of:)).max() ?? 0
    guard found <= newest, applied.allSatisfy(known.contains) else {
      throw LedgerError.newerSchema(path: path, found: found, supported: newest)
    }
    return found
  }

  /// - Parameter version: Left at this version, as an older program had it.
  static func migrate(_ writer: some DatabaseWriter, upTo version: Int = newest) throws {
    var migrator = DatabaseMigrator()
    for migration in migrations where migration.number <= version {
      migrator.registerMigration(migration.name, foreignKeyChecks: .immediate) { db in
        try db.execute(sql: migration.sql)
      }
    }
    try migrator.migrate(writer)
  }

  static func number(of name: String) -> Int {
    Int(name.prefix { $0.isNumber }) ?? 0
  }
}
