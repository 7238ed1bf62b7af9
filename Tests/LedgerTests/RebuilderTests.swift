import Casework
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Ledger

@Suite("Rebuilding from the journal")
struct RebuilderTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func fill(seed: UInt64, events: Int) async throws {
    try await ledger.transact { transaction in
      var history = RandomHistory(seed: seed)
      for _ in 0..<events { try transaction.append(history.next()) }
    }
  }

  @Test("Forty random histories rebuild to the same projections", arguments: 1...40)
  func randomHistory_rebuildsEqual(seed: Int) async throws {
    let ledger = ledger
    // Several transactions, with savepoints some of which fail, as the pipeline runs them.
    let batches = 8
    let state = HistoryBox(RandomHistory(seed: UInt64(seed)))
    for _ in 0..<batches {
      try await ledger.transact { transaction in
        for index in 0..<12 {
          let event = try state.next()
          try transaction.savepoint { _ = try transaction.append(event) }
          guard index % 5 == 0 else { continue }
          try? transaction.savepoint {
            _ = try transaction.append(Sample.refused())
            _ = try transaction.append(Sample.person(PersonID("px"), "甲", account: "botapi:px"))
            throw CancellationError()
          }
        }
      }
    }
    #expect(try Auditor.verify(path: scratch.path).holds)
    try expectRebuildEqual(scratch)
    let before = try ProjectionDump.of(path: scratch.path)
    try await ledger.close()
    #expect(try Rebuilder.rebuildInPlace(path: scratch.path) == batches * 12)
    #expect(try ProjectionDump.of(path: scratch.path) == before)
  }

  @Test("Every column of a case says what its body says, and so do its people")
  func columns_followTheBody() async throws {
    try await fill(seed: 8, events: 600)
    try await ledger.read { snapshot in
      let rows = try Row.fetchAll(snapshot.db, sql: "SELECT * FROM cases")
      #expect(rows.count > 50)
      for row in rows {
        let matter = try Stored.decode(Case.self, from: row["body"], table: "cases")
        #expect(abs(row["id"] as Int) == matter.number.value)
        #expect(row["state"] == matter.state.rawValue)
        #expect(row["running"] == matter.state.clockRuns)
        #expect(row["lead"] == matter.lead?.text)
        #expect(row["unit"] == matter.details.unit?.id?.text)
        #expect(row["due"] == matter.due?.day.dayNumber)
        #expect(row["registered_at"] == matter.registeredAt.milliseconds)
        #expect(row["closed_at"] == matter.closedAt?.milliseconds)
        #expect(row["proposal_lapses"] == matter.proposal?.lapses.milliseconds)
        let people = try String.fetchSet(
          snapshot.db, sql: "SELECT part || ' ' || person FROM case_people WHERE case_id = ?",
          arguments: [row["id"] as Int])
        let lead = matter.lead.map { ["lead \($0)"] } ?? []
        let contacts = matter.contacts.map { "contact \($0)" }
        // Who began a restricted case is none of its people.
        let registrant = matter.number.series == .open ? ["registrant \(matter.registrant)"] : []
        #expect(people == Set(lead + contacts + registrant))
      }
    }
  }

  @Test("The copy's journal is the same bytes and its heads are the same")
  func journal_isCopiedByteForByte() async throws {
    try await fill(seed: 3, events: 200)
    let copy = scratch.file("copy.db")
    #expect(try Rebuilder.rebuild(from: scratch.path, into: copy) == 200)
    let (one, two) = (try Auditor.verify(path: scratch.path), try Auditor.verify(path: copy))
    #expect(one == two)
    #expect(one.chains.allSatisfy { $0.entries > 0 })
  }

  @Test("Time zone and locale of the host change nothing")
  func zoneAndLocale_changeNothing() async {
    // In a process of its own: the environment belongs to all tests.
    await #expect(processExitsWith: .success) { try await rebuildElsewhere() }
  }

  @Test(
    "A projection edited by hand differs from the rebuilt one, in its table",
    arguments: [
      ("cases", "UPDATE cases SET due = 1 WHERE id = 1"),
      ("cases", "UPDATE cases SET body = CAST(body || ' ' AS BLOB) WHERE id = 1"),
      ("case_people", "DELETE FROM case_people WHERE case_id = 1"),
      ("case_words", "INSERT INTO case_words (rowid, words) VALUES (1, 'x')"),
      ("people", "UPDATE people SET body = CAST(body || ' ' AS BLOB) WHERE serial = 1"),
      ("accounts", "UPDATE accounts SET person = 'p3' WHERE person = 'p1'"),
    ])
  func editedProjection_isFound(table: String, sql: String) async throws {
    try await fill(seed: 5, events: 100)
    try await ledger.close()
    let copy = scratch.file("copy.db")
    try Rebuilder.rebuild(from: scratch.path, into: copy)
    // The journal itself still verifies.
    try scratch.tamper(sql)
    #expect(try Auditor.verify(path: scratch.path).holds)
    let (edited, right) = (
      try ProjectionDump.of(path: scratch.path), try ProjectionDump.of(path: copy)
    )
    #expect(edited.sha256 != right.sha256)
    let different = zip(edited.tables, right.tables).filter { $0 != $1 }.map(\.0.name)
    #expect(different == [table])
    try Rebuilder.rebuildInPlace(path: scratch.path)
    #expect(try ProjectionDump.of(path: scratch.path) == right)
  }

  @Test("Rebuilding in place keeps the plumbing; into a new file it begins empty")
  func plumbing_staysWhereItIs() async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1))
      _ = try transaction.enqueue(Sample.draft())
      try transaction.setCursor("botapi:1", to: "5")
    }
    try await ledger.close()
    try Rebuilder.rebuildInPlace(path: scratch.path)
    #expect(try scratch.value("SELECT count(*) FROM outbox") == 1)
    #expect(try scratch.value("SELECT cursor FROM cursors") == "5")
    let copy = scratch.file("copy.db")
    try Rebuilder.rebuild(from: scratch.path, into: copy)
    let rebuilt = try Ledger.open(path: copy)
    #expect(try await rebuilt.read { try $0.cursor("botapi:1") } == nil)
    #expect(try await rebuilt.read { try $0.chatsWithPending() }.isEmpty)
    // Work goes on where it was.
    let entry = try await rebuilt.transact { try $0.append(Sample.registered(2)) }
    #expect(entry.sequence == 2)
  }

  @Test("A broken journal is not rebuilt: its entry is named and nothing is left behind")
  func brokenJournal_isNotRebuilt() async throws {
    try await fill(seed: 6, events: 60)
    try await ledger.close()
    try scratch.tamper("UPDATE journal_open SET at = at + 1 WHERE sequence = 9")
    let copy = scratch.file("copy.db")
    let expected = LedgerError.broken(
      AuditFinding(chain: .open, sequence: 9, problem: .hashDiffers))
    #expect(throws: expected) { try Rebuilder.rebuild(from: scratch.path, into: copy) }
    #expect(!FileManager.default.fileExists(atPath: copy))
    let before = try ProjectionDump.of(path: scratch.path)
    #expect(throws: expected) { try Rebuilder.rebuildInPlace(path: scratch.path) }
    #expect(try ProjectionDump.of(path: scratch.path) == before)
  }

  @Test("A file that is there already is not written over")
  func existingFile_isKept() async throws {
    let copy = scratch.file("copy.db")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: copy))
    #expect(throws: LedgerError.alreadyThere(path: copy)) {
      try Rebuilder.rebuild(from: scratch.path, into: copy)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data("mine".utf8))
  }

  @Test("The dump is text of one line a row, whatever the rows hold")
  func dump_isOneLineARow() async throws {
    try await fill(seed: 7, events: 100)
    var lines: [String] = []
    let dump = try ProjectionDump.of(path: scratch.path) { lines.append($0) }
    #expect(lines.count == dump.tables.map { $0.rows + 1 }.reduce(0, +))
    #expect(lines.allSatisfy { !$0.contains("\n") })
    #expect(Set(dump.tables.map(\.name)).count == 12)
  }
}

/// Lets one history go on from transaction to transaction.
private final class HistoryBox: Sendable {
  private let history: Mutex<RandomHistory>

  init(_ history: RandomHistory) { self.history = Mutex(history) }

  func next() throws -> Event { try history.withLock { try $0.next() } }
}

/// Fills a ledger, moves to another zone and locale, and rebuilds it there.
private func rebuildElsewhere() async throws {
  let scratch = try Scratch()
  let ledger = try scratch.open()
  setenv("TZ", "Asia/Shanghai", 1)
  tzset()
  try await ledger.transact { transaction in
    var history = RandomHistory(seed: 4)
    for _ in 0..<150 { try transaction.append(history.next()) }
  }
  let before = try ProjectionDump.of(path: scratch.path)
  for name in ["LANG", "LC_ALL"] { setenv(name, "tr_TR.UTF-8", 1) }
  setenv("TZ", "Pacific/Chatham", 1)
  tzset()
  let copy = scratch.file("copy.db")
  try Rebuilder.rebuild(from: scratch.path, into: copy)
  let after = try ProjectionDump.of(path: copy)
  guard before == after, !before.tables.contains(where: { $0.rows == 0 }) else { exit(1) }
}
