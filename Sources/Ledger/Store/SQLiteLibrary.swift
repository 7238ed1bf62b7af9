import GRDB

/// The SQLite that runs, which is the system's and may be another than the one built with.
public enum SQLiteLibrary {
  /// The oldest that can run the ledger: STRICT tables.
  public static let minimum = "3.37.0"

  /// Its version, such as `3.40.1`.
  public static func version() throws -> String {
    try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") } ?? ""
  }
}
