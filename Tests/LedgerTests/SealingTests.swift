import Casework
import Crypto
import Foundation
import Testing

@testable import Ledger

@Suite("Sealing")
struct SealingTests {
  private static let canary = "某某的事CANARY-7431"
  let scratch: Scratch
  private let old: Sealer
  private let new: Sealer

  init() throws {
    scratch = try Scratch()
    old = try Sealer(key: Data(repeating: 7, count: 32))
    new = try Sealer(key: Data((0..<32).map { UInt8($0) }))
  }

  private func options(_ sealer: Sealer?) -> Ledger.Options { .init(sealer: sealer) }

  /// A restricted case with its hand-over, a private question and a waiting message.
  private func fill(_ ledger: Ledger) async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.person(Sample.li, "李四", account: "botapi:1"))
      try transaction.append(
        Event(
          stamp: Sample.stamp(), record: .person(Sample.li),
          change: .personJoined(PersonMoved(group: Sample.group))))
      try transaction.append(Sample.registered(1, SealingTests.canary, audience: .restricted))
      let step = Step(old: .registered, new: .registered)
      let set = ReceiversSet(new: [Sample.li], old: [])
      try transaction.append(
        Event(
          stamp: Sample.stamp(), record: .matter(CaseNumber(1, series: .restricted)),
          change: .turned(CaseTurned(.receiversSet(set), step: step))))
      try transaction.append(Sample.progressed(1, SealingTests.canary, audience: .restricted))
      let id = ReminderID(chat: ChatID("botapi:1"), serial: 1, audience: .restricted)
      try transaction.append(
        Event(
          stamp: Sample.stamp(), record: .reminder(id),
          change: .reminderSet(
            Reminder(
              id: id, text: SealingTests.canary, owner: Sample.li, rule: "明天", next: Sample.start)
          )))
      try transaction.append(
        Event(
          stamp: Sample.stamp(), record: nil, audience: .restricted,
          change: .reporterKept(
            ReporterKept(number: CaseNumber(1), reporter: SealingTests.canary))))
      try transaction.enqueue(
        OutboxDraft(
          chat: ChatID("botapi:1"), body: Data(SealingTests.canary.utf8), at: Sample.start,
          isRestricted: true))
      let dialogue = Dialogue(
        question: .choice(["/线索 \(SealingTests.canary)"]), opened: Sample.start,
        lapses: Sample.start.adding(minutes: 15))
      try transaction.setDialogue(
        dialogue, person: Sample.li, chat: ChatID("botapi:1"), isPrivate: true)
    }
  }

  private func isClear() throws -> Bool {
    for file in try FileManager.default.contentsOfDirectory(atPath: scratch.folder) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.file(file)))
      if bytes.range(of: Data("CANARY-7431".utf8)) != nil { return false }
    }
    return true
  }

  @Test("What is sealed lies in no file in clear, and reads back")
  func sealed_isNowhereInClear() async throws {
    let ledger = try scratch.open(options(old))
    try await fill(ledger)
    #expect(try isClear())
    let number = CaseNumber(1, series: .restricted)
    let found = try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .person(Sample.li))
      return (
        try casebook.matter(number), try casebook.history(of: .matter(number)),
        try casebook.find(CaseQuery(involving: Sample.li)).cases,
        try snapshot.pending(chat: ChatID("botapi:1"), limit: 9),
        try snapshot.dialogue(person: Sample.li, chat: ChatID("botapi:1"), now: Sample.start)
      )
    }
    #expect(found.0?.title == SealingTests.canary)
    #expect(found.0?.lastProgress?.text == SealingTests.canary)
    #expect(found.1.count == 3)
    #expect(found.2.map(\.number) == [number])
    #expect(found.3.map(\.body) == [Data(SealingTests.canary.utf8)])
    #expect(found.4?.question == .choice(["/线索 \(SealingTests.canary)"]))
    try await ledger.close()
    #expect(try isClear())
  }

  @Test("What was parked sealed is revived as it was, once, and sealed again")
  func parked_isRevived() async throws {
    let ledger = try scratch.open(options(old))
    let (chat, body) = (ChatID("botapi:1"), Data(SealingTests.canary.utf8))
    for _ in 0..<2 {
      for isRestricted in [true, true, false] {
        let entry = try await ledger.transact {
          try $0.enqueue(
            OutboxDraft(
              chat: chat, body: body, at: Sample.start, unreachable: .wait,
              isRestricted: isRestricted, isPrivate: true))
        }
        try await ledger.settle(.parked(outbox: entry.id), flush: true)
      }
      let revived = try await ledger.transact { try $0.revive(chat, at: Sample.start) }
      #expect(revived.map(\.body) == [body])
      let waiting = try await ledger.read { try $0.pending(chat: chat, limit: 9) }
      #expect(waiting == revived)
      try await ledger.settle(.confirmed(outbox: revived[0].id, remote: "1"), flush: true)
    }
    #expect(try isClear())
    try await ledger.close()
    #expect(try isClear())
  }

  @Test("Without a key the same lies there in clear: the test above can fail")
  func unsealed_isInClear() async throws {
    let ledger = try scratch.open(options(nil))
    try await fill(ledger)
    #expect(try !isClear())
    try await ledger.close()
  }

  @Test("The chains verify without the key; a changed sealed byte is found")
  func audit_needsNoKey() async throws {
    let ledger = try scratch.open(options(old))
    try await fill(ledger)
    try await ledger.close()
    #expect(try Auditor.verify(path: scratch.path).holds)
    try scratch.tamper(
      "UPDATE journal_restricted SET payload = CAST(payload || x'00' AS BLOB) WHERE sequence = 3")
    let findings = try Auditor.verify(path: scratch.path).findings
    #expect(findings.map(\.sequence) == [3])
  }

  @Test("A rebuild needs the key and says so; with it everything is as it was")
  func rebuild_needsKey() async throws {
    let ledger = try scratch.open(options(old))
    try await fill(ledger)
    try await ledger.close()
    #expect(throws: LedgerError.self) {
      try Rebuilder.rebuild(from: scratch.path, into: scratch.file("none.db"))
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.file("none.db")))
    try Rebuilder.rebuild(from: scratch.path, into: scratch.file("copy.db"), sealer: old)
    let before = try ProjectionDump.of(path: scratch.path, sealer: old)
    #expect(try ProjectionDump.of(path: scratch.file("copy.db"), sealer: old) == before)
    try Rebuilder.rebuildInPlace(path: scratch.path, sealer: old)
    #expect(try ProjectionDump.of(path: scratch.path, sealer: old) == before)
    #expect(try isClear())
  }

  @Test("Another key changes no entry; the old one opens nothing any more")
  func rotation_wrapsAnew() async throws {
    let ledger = try scratch.open(options(old))
    try await fill(ledger)
    let head = try await ledger.read { try $0.head(of: .restricted) }
    try await ledger.close()
    #expect(throws: LedgerError.keyWrong) {
      try KeyRotation.rotate(path: scratch.path, from: new, to: old)
    }
    let count = try KeyRotation.rotate(path: scratch.path, from: old, to: new)
    #expect(count == 4)
    #expect(throws: LedgerError.keyWrong) { try scratch.open(options(old)) }
    let again = try scratch.open(options(new))
    let after = try await again.read { snapshot in
      (
        try snapshot.head(of: .restricted),
        try snapshot.casebook(for: .clock).matter(CaseNumber(1, series: .restricted))?.title
      )
    }
    #expect(after.0 == head && after.1 == SealingTests.canary)
    try await again.close()
  }

  @Test("What is sealed does not open without a key: the start says what is expected")
  func opening_needsKey() async throws {
    let ledger = try scratch.open(options(old))
    try await fill(ledger)
    try await ledger.close()
    #expect(throws: LedgerError.keyNeeded(path: scratch.path)) { try scratch.open(options(nil)) }
    #expect(LedgerError.keyNeeded(path: "x").description.contains("LIANDU_KEY_FILE"))
  }

  @Test("A key first used in a transaction that failed is not lost")
  func failedTransaction_keepsKeys() async throws {
    struct Stop: Error {}
    let ledger = try scratch.open(options(old))
    try? await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, "甲", audience: .restricted))
      throw Stop()
    }
    try await ledger.transact { transaction in
      try? transaction.savepoint {
        try transaction.append(Sample.registered(1, "乙", audience: .restricted))
        throw Stop()
      }
      try transaction.append(Sample.registered(1, "丙", audience: .restricted))
    }
    try await ledger.close()
    let again = try scratch.open(options(old))
    let title = try await again.read {
      try $0.casebook(for: .clock).matter(CaseNumber(1, series: .restricted))?.title
    }
    #expect(title == "丙")
    try await again.close()
  }

  @Test("Sealed bytes open as what they were sealed as, and not as anything else")
  func bytes_areBound() throws {
    let ring = KeyRing(old)
    let sealed = try ring.seal(Data("内容".utf8), of: "case:-1", as: "case")
    #expect(try ring.open(sealed, of: "case:-1", as: "case") == Data("内容".utf8))
    #expect(try ring.seal(Data("内容".utf8), of: "case:-1", as: "case") != sealed)
    #expect(throws: LedgerError.keyWrong) {
      try ring.open(sealed, of: "case:-1", as: "journal")
    }
    #expect(throws: LedgerError.keyWrong) { try ring.open(sealed, of: "case:-2", as: "case") }
  }

  @Test("A key is 32 bytes, written as base64 or hexadecimal digits")
  func keys_areRead() {
    let bytes = Data((0..<32).map { UInt8($0) })
    #expect(Sealer.bytes(bytes.base64EncodedString() + "\n") == bytes)
    #expect(
      Sealer.bytes(bytes.map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined())
        == bytes)
    for text in ["", "abc", Data(repeating: 1, count: 31).base64EncodedString()] {
      #expect(Sealer.bytes(text) == nil)
    }
    #expect(throws: Sealer.WrongLength.self) { try Sealer(key: Data(repeating: 1, count: 16)) }
  }
}
