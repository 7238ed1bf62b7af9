import Casework
import Foundation
import GRDB

/// Makes the projections anew from the journal alone: no procedure table, calendar, setting or
/// clock is read, so that the result is the same everywhere.
public enum Rebuilder {
  /// Copies the journal of one ledger into a new file, byte for byte, and folds it there. Reads
  /// beside a running bot. The plumbing (inbox, outbox, cursors, dialogues) begins empty.
  ///
  /// - Parameter until: Leaves out the first entry of a chain that is later, and all behind it: the
  ///   ledger as it was known then.
  /// - Returns: How many entries both chains hold.
  /// - Throws: `LedgerError.alreadyThere` where the new file exists, `LedgerError.broken` at the
  ///   first entry that does not verify, `FoldError` at one that does not fit; what was begun of
  ///   the new file is removed then.
  @discardableResult
  public static func rebuild(
    from source: String, into new: String, until: Instant? = nil, sealer: Sealer? = nil
  ) throws -> Int {
    guard !FileManager.default.fileExists(atPath: new) else {
      throw LedgerError.alreadyThere(path: new)
    }
    let ring = KeyRing(sealer)
    let reader = try LedgerFile.openForReading(path: source, ring: ring, journalOnly: true)
    do {
      let writer = try LedgerFile.openForWriting(
        path: new, options: Ledger.Options(), ring: ring)
      let count = try reader.read { source in
        try write(to: writer, ring) { transaction in
          try copyKeys(source, to: transaction.db)
          return try fold(source, into: transaction, copying: true, until: until)
        }
      }
      try writer.close()
      return count
    } catch {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: new + suffix)
      }
      throw LedgerError.translated(error)
    }
  }

  /// Drops the projections of a ledger and folds its journal again, in one transaction. The
  /// caller holds the folder's lock.
  ///
  /// - Returns: How many entries both chains hold.
  /// - Throws: As `rebuild(from:into:)`; the file is then as it was.
  @discardableResult
  public static func rebuildInPlace(path: String, sealer: Sealer? = nil) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else {
      throw LedgerError.file(path: path, reason: "there is no such file; expected a ledger")
    }
    do {
      let ring = KeyRing(sealer)
      let writer = try LedgerFile.openForWriting(
        path: path, options: Ledger.Options(), ring: ring)
      let count = try refold(writer, ring)
      try writer.close()
      return count
    } catch {
      throw LedgerError.translated(error)
    }
  }

  /// Folds a ledger's journal anew where its tables were made by another version of the fold.
  static func refoldIfNeeded(
    _ writer: DatabasePool, _ ring: KeyRing, _ report: @Sendable (Refolding) -> Void
  ) throws {
    let (found, entries) = try writer.read { db in
      let entries = try Audience.allCases.map { audience in
        try Int.fetchOne(db, sql: "SELECT max(sequence) FROM \(audience.journal)") ?? 0
      }
      return (try FoldVersion.of(db), entries.reduce(0, +))
    }
    guard found != FoldVersion.current else { return }
    func say(_ done: Int) {
      report(Refolding(from: found, to: FoldVersion.current, done: done, entries: entries))
    }
    say(0)
    try refold(writer, ring) { if $0 % 5000 == 0, $0 < entries { say($0) } }
    // What was folded may be as long again as the journal: the log gives it back.
    try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    say(entries)
  }

  /// Empties the projections and folds the journal into them, in one transaction.
  @discardableResult
  private static func refold(
    _ writer: DatabasePool, _ ring: KeyRing, _ progress: (Int) -> Void = { _ in }
  ) throws -> Int {
    try write(to: writer, ring) { transaction in
      for table in [
        "cases", "case_people", "duties", "case_facts", "case_issues", "instruments", "people",
        "accounts", "units", "groups", "records",
      ] {
        try transaction.db.execute(sql: "DELETE FROM \(table)")
      }
      try transaction.db.execute(sql: "INSERT INTO case_words (case_words) VALUES ('delete-all')")
      let count = try fold(transaction.db, into: transaction, copying: false, progress: progress)
      try FoldVersion.write(transaction.db)
      return count
    }
  }

  /// The data keys go along: what the journal holds is sealed with them.
  private static func copyKeys(_ source: Database, to db: Database) throws {
    for row in try Row.fetchAll(source, sql: "SELECT record, wrapped FROM data_keys") {
      let (record, wrapped): (String, Data) = (row[0], row[1])
      try db.run("INSERT INTO data_keys (record, wrapped) VALUES (?, ?)", [record, wrapped])
    }
  }

  private static func write(
    to writer: DatabasePool, _ ring: KeyRing, _ body: (Transaction) throws -> Int
  ) throws -> Int {
    try writer.writeWithoutTransaction { db in
      var count = 0
      try db.inTransaction(.immediate) {
        let transaction = Transaction(db: db, memory: Memory(), ring: ring)
        defer { transaction.end() }
        count = try body(transaction)
        try transaction.finish()
        CrashPoint.pass(.beforeCommit)
        return .commit
      }
      ring.committed()
      return count
    }
  }

  // Records are folded from one chain only, so that the chains need no order between them.
  private static func fold(
    _ source: Database, into transaction: Transaction, copying: Bool, until: Instant? = nil,
    progress: (Int) -> Void = { _ in }
  ) throws -> Int {
    var count = 0
    for audience in Audience.allCases {
      let chain = ChainReader(audience: audience, ring: transaction.ring)
      let acts = try chain.acts(source, after: chain.genesis)
      var isOver = false
      try chain.walk(source, from: chain.genesis) { row, entry in
        guard let entry else { throw LedgerError.keyNeeded(path: "the journal") }
        if let until, entry.event.stamp.at > until { isOver = true }
        guard !isOver else { return }
        if copying { try acts.marked(row).insert(transaction.db, into: audience) }
        try transaction.replay(entry.event)
        // Keeps memory constant: words for the index do not pile up.
        if transaction.words.count >= 1000 { try transaction.flushWords() }
        count += 1
        progress(count)
      }
    }
    return count
  }
}
