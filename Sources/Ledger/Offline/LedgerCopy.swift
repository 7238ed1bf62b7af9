import GRDB

/// A whole copy of a ledger's file, taken beside a running bot.
public enum LedgerCopy {
  /// Copies a ledger as it stands at one moment into a new file, page by page; the writer goes on
  /// meanwhile.
  /// - Throws: `LedgerError`.
  public static func write(from source: String, into new: String) throws {
    let reader = try LedgerFile.openForReading(path: source, journalOnly: true)
    do {
      let copy = try DatabaseQueue(path: new)
      try reader.backup(to: copy)
      // A copy is one file: nothing of it may lie in a log beside it.
      try copy.writeWithoutTransaction { db in
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      }
      try copy.close()
    } catch {
      throw LedgerError.translated(error)
    }
  }
}
