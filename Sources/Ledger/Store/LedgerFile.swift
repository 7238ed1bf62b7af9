import Foundation
import GRDB

/// How a file becomes connections, for writing and for reading beside a running bot.
enum LedgerFile {
  /// Opens or creates, migrates, and makes sure that a commit is on disk when it returns.
  static func openForWriting(
    path: String, options: Ledger.Options, ring: KeyRing
  ) throws(LedgerError) -> DatabasePool {
    try createPrivately(path)
    do {
      // Looked at before the writer opens it, which would turn a foreign file to WAL.
      _ = try readOnlyQueue(path).read { try Schema.inspect($0, path: path) }
      let pool = try DatabasePool(path: path, configuration: configuration(options, ring))
      try Schema.migrate(pool)
      try pool.writeWithoutTransaction { db in
        // GRDB sets NORMAL whenever it opens in WAL, so this comes after it.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try synchronous(of: db)
        guard synchronous == 2 else { throw LedgerError.notDurable(synchronous: synchronous) }
        try nameOnce(db, identity: options.identity)
        try foldVersionOfNew(db)
        try ring.load(db, path: path)
      }
      return pool
    } catch let error as LedgerError {
      throw error
    } catch {
      throw opening(error, path)
    }
  }

  /// Opens an existing ledger read-only; a running bot is not disturbed.
  /// - Parameter journalOnly: Nothing but the journal is read, whatever the tables were made by.
  static func openForReading(
    path: String, ring: KeyRing = KeyRing(nil), journalOnly: Bool = false
  ) throws(LedgerError) -> DatabaseQueue {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .file(path: path, reason: "there is no such file; expected a ledger")
    }
    do {
      let queue = try readOnlyQueue(path, ring)
      let found = try queue.read { try Schema.inspect($0, path: path) }
      guard found == Schema.newest else {
        throw LedgerError.olderSchema(path: path, found: found, supported: Schema.newest)
      }
      let folded = try queue.read { try FoldVersion.of($0) }
      guard journalOnly || folded == FoldVersion.current else {
        throw LedgerError.otherFold(path: path, found: folded, expected: FoldVersion.current)
      }
      if ring.seals { try queue.read { try ring.load($0, path: path) } }
      return queue
    } catch let error as LedgerError {
      throw error
    } catch {
      throw opening(error, path)
    }
  }

  /// 0 off, 1 normal, 2 full, 3 extra.
  static func synchronous(of db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
  }

  private static func readOnlyQueue(
    _ path: String, _ ring: KeyRing = KeyRing(nil)
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { ring.register(on: $0) }
    configuration.readonly = true
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func configuration(_ options: Ledger.Options, _ ring: KeyRing) -> Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { ring.register(on: $0) }
    configuration.label = "ledger"
    configuration.foreignKeysEnabled = false
    configuration.maximumReaderCount = max(1, options.readers)
    configuration.busyMode = .timeout(5)
    return configuration
  }

  // SQLite gives the journal files the permissions of the main file: owner only.
  private static func createPrivately(_ path: String) throws(LedgerError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .file(path: path, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
  }

  private static func nameOnce(_ db: Database, identity: () -> String) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO meta (key, value) VALUES ('ledger', ?)", arguments: [identity()])
  }

  /// A ledger without an entry has nothing to fold.
  private static func foldVersionOfNew(_ db: Database) throws {
    let isEmpty = try Bool.fetchOne(
      db,
      sql: """
        SELECT NOT EXISTS (SELECT 1 FROM journal_open)
          AND NOT EXISTS (SELECT 1 FROM journal_restricted)
        """)
    if isEmpty == true { try FoldVersion.write(db) }
  }

  private static func opening(_ error: any Error, _ path: String) -> LedgerError {
    guard let failure = error as? DatabaseError else {
      return .file(path: path, reason: "cannot be opened")
    }
    if failure.resultCode == .SQLITE_NOTADB { return .foreignFile(path: path) }
    return .store(StoreFailure(failure))
  }
}
