import Casework
import GRDB

/// What was struck out may still lie in pages of the file that nothing uses, in the index, and in the log.
enum Purge {
  /// In `meta` while that is so: committed with the strike, so that a crash puts it off and no more.
  static let key = "purge"

  static func isDue(_ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)", arguments: [key]) ?? false
  }
}

extension Snapshot {
  /// Whether bytes of what was struck out may still lie in the file.
  public func isPurgeDue() throws -> Bool { try Purge.isDue(db) }

  /// The files that came with entries that were struck out, and with no others.
  public func struckFiles() throws -> [String] { try StruckFiles.of(db).sorted() }
}

extension Ledger {
  /// Rewrites the file without what nothing uses any more, and empties the log.
  /// - Returns: False where somebody reads the log just now: it is to be tried again.
  public func purge() async throws -> Bool {
    try await withCheckedThrowingContinuation { continuation in
      pool.asyncWriteWithoutTransaction { db in
        continuation.resume(
          with: Result {
            guard try Purge.isDue(db) else { return true }
            // Merging leaves out what was deleted from the index.
            try db.execute(sql: "INSERT INTO case_words (case_words) VALUES ('optimize')")
            try db.execute(sql: "VACUUM")
            let isBusy =
              try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { $0 != 0 } ?? true
            guard !isBusy else { return false }
            try db.execute(sql: "DELETE FROM meta WHERE key = ?", arguments: [Purge.key])
            return true
          }.mapError(LedgerError.translated))
      }
    }
  }
}
