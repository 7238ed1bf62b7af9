import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("What the clock keeps")
struct ClockTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  @Test("a sign of life may go backwards with the clock")
  func heartbeat() async throws {
    #expect(try await ledger.read { try $0.lastAlive() } == nil)
    for moment in [
      Sample.start, Sample.start.adding(minutes: 5), Sample.start.adding(minutes: -60),
    ] {
      try await ledger.transact { try $0.beat(moment) }
      #expect(try await ledger.read { try $0.lastAlive() } == moment)
    }
  }

  @Test("what cannot be sent waits apart, and comes back once, at the end")
  func parked() async throws {
    @Sendable func draft(_ text: String) -> OutboxDraft {
      OutboxDraft(chat: Sample.group, body: Data(text.utf8), at: Sample.start, unreachable: .wait)
    }
    let ids = try await ledger.transact { transaction in
      try ["veiled", "veiled", "other"].map { try transaction.enqueue(draft($0)).id }
    }
    for id in ids.prefix(2) { try await ledger.settle(.parked(outbox: id), flush: true) }
    let left = try await ledger.read { try $0.pending(chat: Sample.group, limit: 10) }
    #expect(left.map(\.id) == [ids[2]])
    #expect(left.first?.unreachable == .wait)
    let revived = try await ledger.transact { transaction in
      try transaction.revive(Sample.group, at: Sample.start)
    }
    // The same words twice would say nothing more.
    #expect(revived.map { String(decoding: $0.body, as: UTF8.self) } == ["veiled"])
    #expect(try await ledger.transact { try $0.revive(Sample.group, at: Sample.start) }.isEmpty)
    let pending = try await ledger.read { try $0.pending(chat: Sample.group, limit: 10) }
    #expect(pending.map(\.id) == [ids[2]] + revived.map(\.id))
  }

  @Test(
    "the words for the group stay with the message until it is settled, and move with the group")
  func fallback() async throws {
    let other = ChatID("botapi:-5")
    let id = try await ledger.transact { transaction in
      try transaction.enqueue(
        OutboxDraft(
          chat: ChatID("botapi:7"), body: Data("private".utf8), at: Sample.start,
          unreachable: .sayInGroup(Sample.group, body: Data("in the group".utf8)))
      ).id
    }
    try await ledger.transact { try $0.moveChat(from: Sample.group, to: other) }
    let entry = try await ledger.read { try $0.pending(chat: ChatID("botapi:7"), limit: 1) }.first
    #expect(entry?.unreachable == .sayInGroup(other, body: Data("in the group".utf8)))
    try await ledger.settle(.confirmed(outbox: id, remote: "1"), flush: true)
    #expect(
      try scratch.value("SELECT count(*) FROM outbox WHERE fallback IS NOT NULL", as: Int.self) == 0
    )
  }

  @Test("the docket knows lead, unit and urgency, also after they changed, and after a rebuild")
  func docket() async throws {
    let day = try Sample.day("2026-09-20")
    var details = CaseDetails(unit: UnitReference(id: UnitID("u1"), name: "住建局"), urgent: true)
    try await ledger.transact { [details] transaction in
      try transaction.append(Sample.registered(1, details: details, due: day))
      try transaction.append(Sample.led(1, by: Sample.wang, due: day))
      let handed = HandOver(
        unit: UnitReference(id: UnitID("u1"), name: "住建局"), due: Sample.deadline(day),
        by: Sample.li, at: Sample.start)
      try transaction.append(
        Event(
          stamp: Sample.stamp(3), record: .matter(CaseNumber(1)),
          change: .turned(
            CaseTurned(.handed(handed), step: Step(old: .assigned, new: .handed)))))
      try transaction.append(Sample.registered(2, due: day))
    }
    func urgent() async throws -> [Docketed] {
      try await ledger.read {
        try $0.casebook(for: .clock).docket(
          DutyQuery(kinds: [.rectify], through: day, urgent: true))
      }
    }
    let found = try await urgent()
    #expect(found.map(\.duty.matter.value) == [1])
    #expect(found.first?.lead == Sample.wang)
    #expect(found.first?.unit == UnitID("u1"))
    let old = Amendment.Content(
      title: "文化路积水", details: details, due: Sample.deadline(day))
    details.urgent = false
    var new = old
    new.details = details
    let amended = Amendment(new: new, old: old)
    try await ledger.transact { transaction in
      try transaction.append(
        Event(
          stamp: Sample.stamp(5), record: .matter(CaseNumber(1)),
          change: .turned(
            CaseTurned(.amended(amended), step: Step(old: .assigned, new: .assigned)))))
    }
    #expect(try await urgent().isEmpty)
    try await ledger.close()
    try Rebuilder.rebuild(from: scratch.path, into: scratch.file("copy.db"))
    let (before, after) = (
      try ProjectionDump.of(path: scratch.path),
      try ProjectionDump.of(path: scratch.file("copy.db"))
    )
    #expect(before == after)
  }

  @Test("a rebuild up to a moment is the ledger as it was known then")
  func rebuildUntil() async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, minutes: 0))
      try transaction.append(Sample.registered(2, minutes: 10))
    }
    try await ledger.close()
    let count = try Rebuilder.rebuild(
      from: scratch.path, into: scratch.file("then.db"), until: Sample.start.adding(minutes: 5))
    #expect(count == 1)
    let known = try Offline.read(path: scratch.file("then.db")) {
      try $0.casebook(for: .everyone).matter(CaseNumber(2))
    }
    #expect(known == nil)
  }
}
