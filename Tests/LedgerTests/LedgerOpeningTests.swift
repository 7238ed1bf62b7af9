import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Opening a ledger")
struct LedgerOpeningTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("The writer flushes at every commit: WAL and synchronous=FULL, read back")
  func writer_isWALAndFull() async throws {
    let ledger = try scratch.open()
    try await ledger.pool.writeWithoutTransaction { db throws in
      #expect(try LedgerFile.synchronous(of: db) == 2)
      #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
    }
  }

  @Test("A file of a newer program is refused, both versions named, and left as it is")
  func newerSchema_isRefused() async throws {
    try await scratch.open().close()
    try scratch.tamper("INSERT INTO grdb_migrations (identifier) VALUES ('0099-later')")
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
    let expected = LedgerError.newerSchema(
      path: scratch.path, found: 99, supported: Schema.newest)
    #expect(throws: expected) { try scratch.open() }
    #expect(throws: expected) { try Auditor.verify(path: scratch.path) }
    #expect(expected.description.contains("v99"))
    #expect(expected.description.contains("v\(Schema.newest)"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == before)
  }

  @Test("A database of another program is refused and left as it is")
  func foreignDatabase_isRefused() throws {
    let queue = try DatabaseQueue(path: scratch.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE other (a)") }
    try queue.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path))
    #expect(throws: LedgerError.foreignFile(path: scratch.path)) { try scratch.open() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == before)
  }

  @Test("A file that is no database is refused")
  func textFile_isRefused() throws {
    let text = String(repeating: "this is no database\n", count: 300)
    try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path))
    #expect(throws: LedgerError.foreignFile(path: scratch.path)) { try scratch.open() }
  }

  @Test("A folder that does not exist is named")
  func missingFolder_isNamed() {
    let path = scratch.file("none/ledger.db")
    let error = #expect(throws: LedgerError.self) { try Ledger.open(path: path) }
    #expect(error?.description.contains(path) == true)
  }

  @Test("Only the owner may read the file and its log")
  func files_arePrivate() async throws {
    let ledger = try scratch.open()
    try await ledger.transact { try $0.append(Sample.registered(1)) }
    for suffix in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + suffix)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test("A changed entry among the last hundred stops the start; an older one is the audit's")
  func tail_isVerified() async throws {
    let ledger = try scratch.open()
    try await ledger.transact { transaction in
      for number in 1...150 { try transaction.append(Sample.registered(number)) }
    }
    try await ledger.close()
    try scratch.tamper("UPDATE journal_open SET at = at + 1 WHERE sequence = 20")
    try await scratch.open().close()
    try scratch.tamper("UPDATE journal_open SET at = at + 1 WHERE sequence = 100")
    #expect(
      throws: LedgerError.broken(
        AuditFinding(chain: .open, sequence: 100, problem: .hashDiffers))
    ) { try scratch.open() }
  }

  @Test("The schema is the golden one")
  func schema_isGolden() async throws {
    try await scratch.open().close()
    let queue = try LedgerFile.openForReading(path: scratch.path)
    let statements = try await queue.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT sql FROM sqlite_master
          WHERE sql IS NOT NULL AND name NOT LIKE 'case\\_words\\_%' ESCAPE '\\'
            AND name <> 'grdb_migrations'
          ORDER BY type, name
          """)
    }
    let schema = statements.map { $0 + ";\n" }.joined(separator: "\n")
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("schema.sql")
    let stored = try String(contentsOf: golden, encoding: .utf8)
    if schema != stored, ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(schema.utf8).write(to: golden)
    }
    // A recording fails too, so that a new golden file does not slip in green.
    #expect(schema == stored, "run with RECORD=1 to write the new schema, then look at it")
  }
}
