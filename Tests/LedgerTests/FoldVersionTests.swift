import Casework
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Ledger

/// A ledger whose tables another version of the program made.
@Suite("Folding a journal anew")
struct FoldVersionTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func fill(_ ledger: Ledger, events: Int = 200) async throws {
    try await ledger.transact { transaction in
      var history = RandomHistory(seed: 3)
      for _ in 0..<events { try transaction.append(history.next()) }
    }
  }

  /// As a program of another fold left it: its version, and tables that say something else.
  private func age(_ version: String?) throws {
    try scratch.tamper(
      """
      DELETE FROM meta WHERE key = 'fold_version';
      DELETE FROM case_facts; DELETE FROM duties; UPDATE cases SET due = 1;
      """)
    guard let version else { return }
    try scratch.tamper("INSERT INTO meta (key, value) VALUES ('fold_version', '\(version)')")
  }

  @Test(
    "one of an older or a newer fold, or of none, is folded when it is opened, says so, and equals a rebuild",
    arguments: [nil, "0", "9999"])
  func otherVersion_isRefolded(version: String?) async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    try await ledger.close()
    let before = try ProjectionDump.of(path: scratch.path)
    try age(version)
    let heard = Mutex<[Refolding]>([])
    var options = Ledger.Options()
    options.refolding = { step in heard.withLock { $0.append(step) } }
    try await scratch.open(options).close()
    let from = version.flatMap(Int.init) ?? 0
    #expect(
      heard.withLock { $0 }
        == [0, 200].map {
          Refolding(from: from, to: FoldVersion.current, done: $0, entries: 200)
        })
    #expect(try ProjectionDump.of(path: scratch.path) == before)
    try expectRebuildEqual(scratch)
    // Once is enough.
    heard.withLock { $0 = [] }
    try await scratch.open(options).close()
    #expect(heard.withLock { $0 }.isEmpty)
  }

  @Test("a long journal says every so often how far it is")
  func longJournal_saysHowFar() async throws {
    let ledger = try scratch.open()
    try await ledger.transact { transaction in
      for _ in 0..<10_001 { try transaction.append(Sample.refused()) }
    }
    try await ledger.close()
    try age("0")
    let heard = Mutex<[Int]>([])
    var options = Ledger.Options()
    options.refolding = { step in heard.withLock { $0.append(step.done) } }
    try await scratch.open(options).close()
    #expect(heard.withLock { $0 } == [0, 5000, 10_000, 10_001])
  }

  @Test("tools that only read say what to do; what reads the journal alone goes on")
  func readers_sayWhatToDo() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    try await ledger.close()
    try age("0")
    let expected = LedgerError.otherFold(
      path: scratch.path, found: 0, expected: FoldVersion.current)
    #expect(throws: expected) { try ProjectionDump.of(path: scratch.path) }
    #expect(throws: expected) { try Export(path: scratch.path, zone: .shanghai) }
    #expect(throws: expected) { try Offline.read(path: scratch.path) { _ in } }
    #expect(expected.description.contains("liandu rebuild"))
    #expect(try Auditor.verify(path: scratch.path).holds)
    let copy = scratch.file("copy.db")
    try LedgerCopy.write(from: scratch.path, into: copy)
    try Rebuilder.rebuild(from: copy, into: scratch.file("rebuilt.db"))
    try Rebuilder.rebuildInPlace(path: scratch.path)
    #expect(
      try ProjectionDump.of(path: scratch.path)
        == ProjectionDump.of(path: scratch.file("rebuilt.db")))
  }

  @Test("a file of each earlier schema opens, is migrated and folded, and equals a rebuild")
  func earlierSchemas_open() async throws {
    var options = Ledger.Options()
    // As older programs wrote their entries.
    options.salt = { _ in nil }
    let ledger = try scratch.open(options)
    try await fill(ledger)
    try await ledger.close()
    let columns =
      "sequence, previous, hash, at, actor, chat, message, record, kind, version, payload"
    for version in 1..<Schema.newest {
      let old = scratch.file("v\(version).db")
      let queue = try DatabaseQueue(path: old)
      try Schema.migrate(queue, upTo: version)
      try await queue.write { [scratch] db in
        try db.execute(sql: "ATTACH ? AS new", arguments: [scratch.path])
        for audience in Audience.allCases {
          try db.execute(
            sql: """
              INSERT INTO \(audience.journal) (\(columns))
              SELECT \(columns) FROM new.\(audience.journal)
              """)
        }
      }
      try queue.close()
      try await Ledger.open(path: old).close()
      #expect(try ProjectionDump.of(path: old) == ProjectionDump.of(path: scratch.path))
    }
  }

  @Test("killed while it folds, it begins again at the next start")
  func killed_beginsAgain() async throws {
    let parent = getpid()
    let path = NSTemporaryDirectory() + "/ledger-refold-\(parent).db"
    defer {
      for suffix in ["", "-wal", "-shm", "-copy"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let path = NSTemporaryDirectory() + "/ledger-refold-\(getppid()).db"
      let ledger = try Ledger.open(path: path)
      try await ledger.transact { transaction in
        for number in 1...20 { try transaction.append(Sample.registered(number)) }
        try transaction.db.execute(sql: "DELETE FROM meta WHERE key = 'fold_version'")
        try transaction.db.execute(sql: "DELETE FROM case_facts")
      }
      try await ledger.close()
      CrashPoint.arm(.beforeCommit)
      _ = try Ledger.open(path: path)
    }
    let offline = #expect(throws: LedgerError.self) { try ProjectionDump.of(path: path) }
    #expect(
      offline == .otherFold(path: path, found: 0, expected: FoldVersion.current))
    try await Ledger.open(path: path).close()
    try Rebuilder.rebuild(from: path, into: path + "-copy")
    #expect(try ProjectionDump.of(path: path) == ProjectionDump.of(path: path + "-copy"))
  }
}
