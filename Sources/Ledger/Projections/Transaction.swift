import Casework
import GRDB

/// One transaction of the writer: everything in it is committed together or not at all. Used only
/// inside the closure given to `transact`, and only there.
public final class Transaction: Snapshot {
  /// Texts of cases for the index. They are written together before the commit, since each
  /// savepoint makes FTS5 flush what it holds.
  var words: [IndexedWords] = []
  var wordsWritten = 0
  /// An append failed half-way and no savepoint has undone it.
  private(set) var torn = false
  private(set) var over = false

  /// Runs one update's part. What it throws undoes that part alone and is thrown on; entries,
  /// records and all that was remembered are then as before.
  ///
  /// - Throws: What `body` throws, SQLite's failures as `LedgerError`.
  public func savepoint<T>(_ body: () throws -> T) throws -> T {
    try checkOpen()
    try db.run("SAVEPOINT part")
    let mark = (words: words.count, written: wordsWritten, torn: torn)
    do {
      let result = try body()
      guard !torn || mark.torn else { throw LedgerError.torn }
      try checkOpen()
      try db.run("RELEASE part")
      return result
    } catch {
      memory = Memory()
      guard db.isInsideTransaction else {
        over = true
        throw LedgerError.translated(error)
      }
      do {
        try db.run("ROLLBACK TO part")
        try db.run("RELEASE part")
      } catch let failure {
        over = true
        throw LedgerError.translated(failure)
      }
      words.removeSubrange(mark.words...)
      wordsWritten = mark.written
      torn = mark.torn
      throw LedgerError.translated(error)
    }
  }

  // After a full disk or the like SQLite has rolled everything back: whatever is written then
  // would be committed on its own.
  func checkOpen() throws(LedgerError) {
    guard !over, db.isInsideTransaction else { throw .transactionOver }
  }

  /// Runs writes of which part without the rest must never be committed.
  func whole<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      torn = true
      throw error
    }
  }

  /// The last writes before the commit.
  func finish() throws {
    try checkOpen()
    guard !torn else { throw LedgerError.torn }
    try writeWords()
    try ring.write(db)
  }

  /// Nothing may be done with it any more.
  func end() { over = true }

  override func prepareSearch() throws { try writeWords() }

  /// Writes what waits for the index and forgets it; only outside of any savepoint.
  func flushWords() throws {
    try writeWords()
    words = []
    wordsWritten = 0
  }

  private func writeWords() throws {
    guard wordsWritten < words.count else { return }
    try whole {
      for word in words[wordsWritten...] { try word.write(db) }
    }
    wordsWritten = words.count
  }
}
