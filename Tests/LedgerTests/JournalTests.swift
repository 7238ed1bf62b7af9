import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("The journal")
struct JournalTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  @Test("Each chain counts from one and knows nothing of the other")
  func chains_countApart() async throws {
    let entries = try await ledger.transact { transaction in
      try [
        transaction.append(Sample.registered(1)),
        transaction.append(Sample.registered(1, audience: .restricted)),
        transaction.append(Sample.refused(audience: .restricted)),
        transaction.append(Sample.progressed(1)),
      ]
    }
    #expect(entries.map(\.sequence) == [1, 1, 2, 2])
    #expect(try scratch.value("SELECT count(*) FROM journal_open") == 2)
    #expect(try scratch.value("SELECT count(*) FROM journal_restricted") == 2)
  }

  @Test("The open chain is the same bytes whether restricted entries lie between or not")
  func openChain_isUntouchedByRestricted() async throws {
    let other = try Scratch()
    let twin = try other.open()
    try await ledger.transact { try $0.append(Sample.registered(1)) }
    try await ledger.transact { try $0.append(Sample.registered(1, "某某", audience: .restricted)) }
    try await ledger.transact { try $0.append(Sample.progressed(1)) }
    try await twin.transact { try $0.append(Sample.registered(1)) }
    try await twin.transact { try $0.append(Sample.progressed(1)) }
    let heads = try await (
      ledger.read { try $0.head(of: .open) }, twin.read { try $0.head(of: .open) }
    )
    #expect(heads.0 == heads.1)
    #expect(heads.0.sequence == 2)
  }

  @Test("An entry is read back as it was appended, whatever its text")
  func entry_comesBackWhole() async throws {
    let title = "引号\" 反斜杠\\ 换行\n 零\u{0} 𫠠 👨‍👩‍👧 e\u{301}"
    let event = Sample.registered(1, title, due: CivilDate(dayNumber: 20_700))
    let entry = try await ledger.transact { try $0.append(event) }
    let history = try await ledger.read {
      try $0.casebook(for: .everyone).history(of: .matter(CaseNumber(1)))
    }
    #expect(history == [entry])
    #expect(history.first?.event == event)
  }

  @Test("No statement changes or deletes an entry while the triggers stand")
  func entries_areFinal() async throws {
    try await ledger.transact { try $0.append(Sample.registered(1)) }
    for sql in ["UPDATE journal_open SET at = 0", "DELETE FROM journal_open"] {
      #expect(throws: DatabaseError.self) {
        try ledger.pool.write { try $0.execute(sql: sql) }
      }
    }
  }

  @Test("An event that does not fit its record is refused and writes nothing")
  func misfit_writesNothing() async throws {
    try await ledger.transact { transaction in
      #expect(throws: FoldError.self) { try transaction.append(Sample.progressed(9)) }
      try transaction.append(Sample.registered(1))
      #expect(throws: FoldError.self) { try transaction.append(Sample.registered(1)) }
    }
    #expect(try scratch.value("SELECT count(*) FROM journal_open") == 1)
  }

  @Test("A restricted event changes no person: two chains have no common order")
  func restrictedEvent_changesNoPerson() async throws {
    try await ledger.transact { transaction in
      let event = Event(
        stamp: Sample.stamp(), record: .person(Sample.li), audience: .restricted,
        change: .personRegistered(
          PersonRegistered(name: "李", account: AccountID("botapi:1"), handle: nil)))
      #expect(throws: LedgerError.self) { try transaction.append(event) }
    }
    #expect(try scratch.value("SELECT count(*) FROM people") == 0)
  }

  @Test("An id with U+0000 is refused: SQLite would cut it")
  func nullInID_isRefused() async throws {
    try await ledger.transact { transaction in
      var event = Sample.registered(1)
      event.stamp.message = "7\u{0}8"
      #expect(throws: LedgerError.textHoldsNull(field: "message id")) {
        try transaction.append(event)
      }
    }
  }

  @Test("Acts of a person leave out refusals and what lies before")
  func acts_areOnesOwn() async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, minutes: 0))
      try transaction.append(Sample.registered(2, minutes: 5))
      try transaction.append(Sample.refused(minutes: 6))
      try transaction.append(Sample.progressed(1, minutes: 7, by: Sample.wang))
      try transaction.append(Sample.progressed(2, minutes: 8))
      try transaction.append(Sample.registered(1, minutes: 9, audience: .restricted))
      let since = Sample.start.adding(minutes: 5)
      let open = try transaction.casebook(for: .everyone).acts(of: Sample.li, since: since)
      #expect(open.map(\.sequence) == [2, 5])
      let all = try transaction.casebook(for: .clock).acts(of: Sample.li, since: since)
      #expect(all.map(\.event.audience) == [.open, .open, .restricted])
    }
  }
}
