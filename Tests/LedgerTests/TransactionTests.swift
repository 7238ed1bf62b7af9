import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Transactions and savepoints")
struct TransactionTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  struct Poison: Error {}

  // Apart from the test: Swift 6.3 takes a closure after an expectation's closure for that one.
  private func expectPoison(_ transaction: Transaction) {
    #expect(throws: Poison.self) { try poisonedPart(transaction) }
  }

  private func poisonedPart(_ transaction: Transaction) throws {
    try transaction.savepoint {
      try transaction.append(Sample.person(Sample.wang, "王", account: "botapi:2"))
      try transaction.append(Sample.unit("u1", "住建局"))
      try transaction.append(Sample.registered(2, "井盖破损"))
      try transaction.append(Sample.progressed(1))
      _ = try transaction.enqueue(Sample.draft())
      _ = try transaction.take(
        InboxKey(account: "a", chat: Sample.group, message: "1", date: Sample.start))
      try transaction.setCursor("a", to: "9")
      // The search writes the words within the savepoint.
      let book = transaction.casebook(for: .everyone)
      #expect(try book.find(CaseQuery(words: ["路灯"])).total == 1)
      #expect(try book.person(Sample.wang) != nil)
      throw Poison()
    }
  }

  @Test("What fails within a savepoint leaves nothing: no rows, nothing remembered, no words")
  func savepoint_leavesNothing() async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.person(Sample.li, "李", account: "botapi:1"))
      try transaction.append(Sample.registered(1, "路灯不亮"))
      expectPoison(transaction)
      let book = transaction.casebook(for: .everyone)
      #expect(try book.person(Sample.wang) == nil)
      #expect(try book.person(account: AccountID("botapi:2")) == nil)
      #expect(try book.units().isEmpty)
      #expect(try book.matter(CaseNumber(2)) == nil)
      #expect(try book.matter(CaseNumber(1))?.progressCount == 0)
      #expect(try book.nextCaseNumber() == CaseNumber(2))
      #expect(try book.nextPersonID() == PersonID("p2"))
      #expect(try book.find(CaseQuery(words: ["井盖"])).total == 0)
      #expect(try book.find(CaseQuery(words: ["路灯"])).total == 1)
      #expect(try transaction.cursor("a") == nil)
      try transaction.savepoint { _ = try transaction.append(Sample.registered(2, "占道")) }
    }
    let (open, pending) = try await ledger.read {
      (try $0.head(of: .open).sequence, try $0.chatsWithPending())
    }
    #expect(open == 3)
    #expect(pending.isEmpty)
    #expect(try Auditor.verify(path: scratch.path).holds)
    try expectRebuildEqual(scratch)
  }

  @Test("A body that fails leaves nothing, and the next one numbers on as if it had not been")
  func failedBody_leavesNothing() async throws {
    await #expect(throws: Poison.self) {
      try await ledger.transact { transaction in
        try transaction.append(Sample.registered(1))
        throw Poison()
      }
    }
    let entry = try await ledger.transact { transaction in
      #expect(try transaction.casebook(for: .everyone).nextCaseNumber() == CaseNumber(1))
      return try transaction.append(Sample.registered(1))
    }
    #expect(entry.sequence == 1)
  }

  @Test("An append that failed half-way and was swallowed is never committed")
  func tornAppend_isNotCommitted() async throws {
    try await ledger.transact {
      try $0.append(Sample.person(Sample.li, "李", account: "botapi:1"))
    }
    await #expect(throws: LedgerError.torn) {
      try await ledger.transact { transaction in
        // The account is taken: the entry is written when the constraint fails.
        _ = try? transaction.append(Sample.person(Sample.wang, "王", account: "botapi:1"))
      }
    }
    #expect(try scratch.value("SELECT count(*) FROM journal_open") == 1)
    try await ledger.transact { transaction throws in
      #expect(throws: LedgerError.self) {
        try transaction.savepoint {
          try transaction.append(Sample.person(Sample.wang, "王", account: "botapi:1"))
        }
      }
      try transaction.append(Sample.person(Sample.wang, "王", account: "botapi:2"))
    }
    #expect(try scratch.value("SELECT count(*) FROM journal_open") == 2)
  }

  @Test("A constraint names no value and does not blame the disk")
  func constraint_isTypedAndSilent() async throws {
    try await ledger.transact {
      try $0.append(Sample.person(Sample.li, "李", account: "botapi:canary"))
    }
    let error = await #expect(throws: LedgerError.self) {
      try await ledger.transact {
        try $0.append(Sample.person(Sample.wang, "王", account: "botapi:canary"))
      }
    }
    guard case .store(let failure) = error else {
      Issue.record("expected a store failure, got \(String(describing: error))")
      return
    }
    #expect(failure.kind == .constraint)
    #expect(!failure.blamesStore)
    #expect(!failure.description.contains("canary"))
  }

  @Test("A task that was cancelled still learns that its commit happened")
  func cancelledTask_isToldTheTruth() async throws {
    let ledger = ledger
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await ledger.transact { try $0.append(Sample.registered(1)).sequence }
    }
    #expect(try await task.value == 1)
  }

  @Test("A transaction used after its closure writes nothing")
  func escapedTransaction_writesNothing() async throws {
    try await ledger.pool.writeWithoutTransaction { db throws in
      let transaction = Transaction(db: db, memory: Memory(), ring: KeyRing(nil))
      #expect(throws: LedgerError.transactionOver) {
        try transaction.append(Sample.registered(1))
      }
    }
    #expect(try scratch.value("SELECT count(*) FROM journal_open") == 0)
  }

  @Test("Fifty writers at once are committed one after the other, without a gap")
  func concurrentWriters_leaveNoGap() async throws {
    let ledger = ledger
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await ledger.transact { transaction in
            let number = try transaction.casebook(for: .everyone).nextCaseNumber()
            try transaction.append(Sample.registered(number.value))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try scratch.value("SELECT max(id) FROM cases") == 50)
    #expect(try Auditor.verify(path: scratch.path).holds)
  }
}

/// The projections of a ledger are what its journal alone gives.
func expectRebuildEqual(_ scratch: Scratch, sourceLocation: SourceLocation = #_sourceLocation)
  throws
{
  let copy = scratch.file("copy-\(UUID().uuidString).db")
  try Rebuilder.rebuild(from: scratch.path, into: copy)
  let (before, after) = (
    try ProjectionDump.of(path: scratch.path), try ProjectionDump.of(path: copy)
  )
  #expect(before == after, sourceLocation: sourceLocation)
}
