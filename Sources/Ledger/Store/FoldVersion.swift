import GRDB

/// Which fold and which projections the tables of a ledger were made by. Kept in `meta`; a ledger that
/// has another one is folded anew from its journal when it is opened.
enum FoldVersion {
  /// Raise it with every change of `fold` or of a projection: what a table holds, or a new one. The
  /// test of frozen journals fails until it is.
  static let current = 6

  /// The version a ledger's tables were made by; 0 where it says none.
  static func of(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'fold_version'") ?? 0
  }

  static func write(_ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('fold_version', ?)",
      arguments: [String(current)])
  }
}

/// How far a ledger is with folding its journal anew.
public struct Refolding: Sendable, Equatable {
  /// The fold version its tables were made by, 0 where it says none, and the one they are made by now.
  public var from: Int
  public var to: Int
  /// Entries of both chains: folded so far, and all.
  public var done: Int
  public var entries: Int

  public var isOver: Bool { done == entries }
}
