import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Outbox and settlements")
struct OutboxTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func pending(_ chat: ChatID = Sample.group, after id: Int64 = 0) async throws
    -> [OutboxEntry]
  {
    try await ledger.read { try $0.pending(chat: chat, after: id, limit: 100) }
  }

  @Test("Messages of a chat wait in the order they were queued, held-back ones among them")
  func order_isKept() async throws {
    let other = ChatID("botapi:-2")
    try await ledger.transact { transaction in
      for number in 1...5 {
        _ = try transaction.enqueue(Sample.draft("\(number)", card: number, replyTo: "7"))
        _ = try transaction.enqueue(Sample.draft("other", chat: other))
      }
    }
    let first = try await pending()
    #expect(first.map { String(decoding: $0.body, as: UTF8.self) } == ["1", "2", "3", "4", "5"])
    #expect(first.map(\.card?.value) == [1, 2, 3, 4, 5])
    #expect(first.allSatisfy { $0.replyTo == "7" && $0.chat == Sample.group })
    let until = Sample.start.adding(minutes: 2)
    try await ledger.settle(
      .postponed(outbox: first[0].id, until: until, attempts: 1), flush: true)
    let second = try await pending()
    #expect(second.map(\.id) == first.map(\.id))
    #expect(second[0].attempts == 1)
    #expect(second[0].notBefore == until)
    #expect(try await pending(after: first[2].id).map(\.id) == [first[3].id, first[4].id])
    #expect(try await ledger.read { try $0.chatsWithPending() } == [Sample.group, other])
  }

  @Test("A confirmed message waits no more and its text is erased")
  func confirmed_isErased() async throws {
    let entry = try await ledger.transact { try $0.enqueue(Sample.draft("secret")) }
    try await ledger.settle(.confirmed(outbox: entry.id, remote: "55"), flush: true)
    #expect(try await pending().isEmpty)
    #expect(try await ledger.read { try $0.chatsWithPending() }.isEmpty)
    #expect(try scratch.value("SELECT count(*) FROM outbox WHERE body IS NOT NULL") == 0)
    // Settled once more, whatever it says, changes nothing.
    try await ledger.settle(.confirmed(outbox: entry.id, remote: "56"), flush: true)
    try await ledger.settle(.givenUp(outbox: entry.id), flush: true)
    #expect(try scratch.value("SELECT remote_id FROM outbox") == "55")
  }

  @Test("A message given up waits no more and keeps its text")
  func givenUp_keepsText() async throws {
    let entry = try await ledger.transact { try $0.enqueue(Sample.draft("text")) }
    try await ledger.settle(.givenUp(outbox: entry.id), flush: true)
    #expect(try await pending().isEmpty)
    #expect(try scratch.value("SELECT body FROM outbox", as: Data.self) == Data("text".utf8))
  }

  @Test("The key of a message is the same at every look and differs between ledgers")
  func key_isStableAndUnique() async throws {
    let entry = try await ledger.transact { try $0.enqueue(Sample.draft()) }
    #expect(try await pending().first == entry)
    let other = try Scratch()
    let foreign = try await other.open().transact { try $0.enqueue(Sample.draft()) }
    #expect(entry.key != foreign.key)
    try await ledger.close()
    let again = try scratch.open()
    let read = try await again.read { try $0.pending(chat: Sample.group, limit: 1) }
    #expect(read.first?.key == entry.key)
  }

  @Test("A settlement is durable when the call returns: alone, as the eighth, with a transaction")
  func settlement_isDurableOnReturn() async throws {
    let ledger = ledger
    let ids = try await ledger.transact { transaction in
      try (1...20).map { try transaction.enqueue(Sample.draft("\($0)")).id }
    }
    func confirmed(_ id: Int64) throws -> Bool {
      try scratch.value("SELECT state FROM outbox WHERE id = \(id)") == 1
    }
    try await ledger.settle(.confirmed(outbox: ids[0], remote: "r0"))
    #expect(try confirmed(ids[0]))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in ids[1...9] {
        group.addTask { try await ledger.settle(.confirmed(outbox: id, remote: "r\(id)")) }
      }
      try await group.waitForAll()
    }
    for id in ids[1...9] { #expect(try confirmed(id)) }
    async let settled: Void = ledger.settle(.confirmed(outbox: ids[10], remote: "x"))
    try await ledger.transact { _ = try $0.append(Sample.registered(1)) }
    try await settled
    #expect(try confirmed(ids[10]))
  }

  @Test("Eight that wait share one commit")
  func eight_shareOneCommit() async throws {
    let ledger = ledger
    let ids = try await ledger.transact { transaction in
      try (1...8).map { try transaction.enqueue(Sample.draft("\($0)")).id }
    }
    // Holds the writer until all eight have come, so that nothing depends on time.
    let all = DispatchSemaphore(value: 0)
    let commits = CommitCounter()
    ledger.pool.add(transactionObserver: commits, extent: .databaseLifetime)
    ledger.pool.asyncWriteWithoutTransaction { _ in all.wait() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in ids {
        group.addTask { try await ledger.settle(.confirmed(outbox: id, remote: "r\(id)")) }
      }
      while ledger.waitingSettlements < 8 { await Task.yield() }
      all.signal()
      try await group.waitForAll()
    }
    #expect(commits.count == 1)
  }

  @Test("A body that fails does not take along the settlements of its transaction")
  func failedBody_keepsSettlements() async throws {
    // Opened anew so that no timer commits the settlement before the body runs.
    try await self.ledger.close()
    let ledger = try scratch.open(Ledger.Options(settleWithin: 3_600_000))
    let id = try await ledger.transact { try $0.enqueue(Sample.draft()).id }
    async let settled: Void = ledger.settle(.confirmed(outbox: id, remote: "5"))
    while ledger.waitingSettlements < 1 { await Task.yield() }
    await #expect(throws: CancellationError.self) { try await appendAndFail(ledger) }
    try await settled
    #expect(try scratch.value("SELECT state FROM outbox") == 1)
    #expect(try scratch.value("SELECT count(*) FROM journal_open") == 0)
  }

  private func appendAndFail(_ ledger: Ledger) async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1))
      throw CancellationError()
    }
  }

  @Test("A commit that fails is told to everybody who waited for it")
  func failedCommit_isToldToAll() async throws {
    let ledger = ledger
    let id = try await ledger.transact { try $0.enqueue(Sample.draft()).id }
    // Nothing can be written any more, as on a full disk.
    try await ledger.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    await #expect(throws: LedgerError.self) {
      try await ledger.settle(.confirmed(outbox: id, remote: "5"))
    }
    await #expect(throws: LedgerError.self) {
      try await ledger.transact { try $0.append(Sample.registered(1)) }
    }
    try await ledger.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 0") }
    try await ledger.settle(.confirmed(outbox: id, remote: "5"))
    try await ledger.transact { try $0.append(Sample.registered(1)) }
    #expect(try Auditor.verify(path: scratch.path).holds)
  }

  @Test("The bot's own message leads to its case, once it is confirmed")
  func card_isFound() async throws {
    let entry = try await ledger.transact { try $0.enqueue(Sample.draft(card: 12)) }
    let plain = try await ledger.transact { try $0.enqueue(Sample.draft()) }
    try await ledger.settle(.confirmed(outbox: entry.id, remote: "55"), flush: true)
    try await ledger.settle(.confirmed(outbox: plain.id, remote: "56"), flush: true)
    try await ledger.transact { transaction throws in
      #expect(try transaction.card(chat: Sample.group, message: "55") == CaseNumber(12))
      #expect(try transaction.card(chat: Sample.group, message: "56") == nil)
      #expect(try transaction.card(chat: Sample.group, message: "57") == nil)
      #expect(try transaction.card(chat: ChatID("botapi:-2"), message: "55") == nil)
    }
  }

  @Test("A migrated group takes its queue, its questions and its cards along")
  func movedChat_takesAllAlong() async throws {
    let new = ChatID("botapi:-100777")
    let sent = try await ledger.transact { try $0.enqueue(Sample.draft(card: 12)) }
    try await ledger.settle(.confirmed(outbox: sent.id, remote: "55"), flush: true)
    let question = Dialogue(
      question: .choice(["查 1"]), opened: Sample.start, lapses: Sample.start.adding(minutes: 5))
    let waiting = try await ledger.transact { transaction in
      let waiting = try transaction.enqueue(Sample.draft("later", card: 13, replyTo: "54"))
      try transaction.setDialogue(question, person: Sample.li, chat: Sample.group)
      try transaction.moveChat(from: Sample.group, to: new)
      return waiting
    }
    #expect(try await pending().isEmpty)
    let moved = try await pending(new)
    #expect(moved.map(\.id) == [waiting.id])
    // The message it answered has another id in the new chat.
    #expect(moved.first?.replyTo == nil)
    #expect(moved.first?.key == waiting.key)
    try await ledger.transact { transaction throws in
      #expect(try transaction.card(chat: new, message: "55") == CaseNumber(12))
      #expect(
        try transaction.dialogue(person: Sample.li, chat: new, now: Sample.start) == question)
    }
    // A message of the new chat with the id of an old card is that message, not the card.
    try await ledger.settle(.confirmed(outbox: waiting.id, remote: "55"), flush: true)
    try await ledger.transact { transaction throws in
      #expect(try transaction.card(chat: new, message: "55") == CaseNumber(13))
      // Moved back again: the search through former chats ends.
      try transaction.moveChat(from: new, to: Sample.group)
      #expect(try transaction.card(chat: Sample.group, message: "55") == CaseNumber(12))
      #expect(try transaction.card(chat: Sample.group, message: "nowhere") == nil)
    }
  }
}
