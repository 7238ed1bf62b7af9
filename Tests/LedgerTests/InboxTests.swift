import Casework
import Testing

@testable import Ledger

@Suite("Inbox, cursor, dialogues")
struct InboxTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  @Test("A message is taken once; another date, chat, id or account makes another message")
  func message_isTakenOnce() async throws {
    let key = InboxKey(account: "botapi:1", chat: Sample.group, message: "5", date: Sample.start)
    var others = [key, key, key, key]
    others[0].account = "botapi:2"
    others[1].chat = ChatID("botapi:-2")
    others[2].message = "6"
    others[3].date = Sample.start.adding(seconds: 1)
    let different = others
    try await ledger.transact { transaction throws in
      #expect(try transaction.take(key))
      #expect(try !transaction.take(key))
      for other in different { #expect(try transaction.take(other)) }
    }
    try await ledger.close()
    let again = try scratch.open()
    try await again.transact { transaction throws in
      for seen in different + [key] { #expect(try !transaction.take(seen)) }
    }
  }

  @Test("A message of a failed savepoint is not taken")
  func failedUpdate_isNotTaken() async throws {
    let key = InboxKey(account: "botapi:1", chat: Sample.group, message: "5", date: Sample.start)
    try await ledger.transact { transaction throws in
      #expect(throws: CancellationError.self) {
        try transaction.savepoint {
          _ = try transaction.take(key)
          throw CancellationError()
        }
      }
      #expect(try transaction.take(key))
    }
  }

  @Test("A cursor moves both ways, each account's for itself")
  func cursor_movesBothWays() async throws {
    try await ledger.transact { transaction throws in
      #expect(try transaction.cursor("botapi:1") == nil)
      try transaction.setCursor("botapi:1", to: "900")
      try transaction.setCursor("matrix:x", to: "s72")
      try transaction.setCursor("botapi:1", to: "3")
    }
    let cursors = try await ledger.read { (try $0.cursor("botapi:1"), try $0.cursor("matrix:x")) }
    #expect(cursors == ("3", "s72"))
  }

  @Test("An open question belongs to one person in one chat, survives a restart, and lapses")
  func dialogue_isOnesOwnAndLapses() async throws {
    let dialogue = Dialogue(
      question: .missing(text: "线索", part: "title"), opened: Sample.start,
      lapses: Sample.start.adding(minutes: 15))
    try await ledger.transact {
      try $0.setDialogue(dialogue, person: Sample.li, chat: Sample.group)
    }
    try await ledger.close()
    let again = try scratch.open()
    try await again.transact { transaction throws in
      func open(_ person: PersonID, _ chat: ChatID, _ minutes: Int64) throws -> Dialogue? {
        try transaction.dialogue(
          person: person, chat: chat, now: Sample.start.adding(minutes: minutes))
      }
      #expect(try open(Sample.li, Sample.group, 14) == dialogue)
      #expect(try open(Sample.wang, Sample.group, 14) == nil)
      #expect(try open(Sample.li, ChatID("botapi:1"), 14) == nil)
      #expect(try open(Sample.li, Sample.group, 15) == nil)
      try transaction.clearDialogue(person: Sample.li, chat: Sample.group)
      #expect(try open(Sample.li, Sample.group, 1) == nil)
    }
  }

  @Test("A new question replaces the open one and erases what has lapsed")
  func newDialogue_replaces() async throws {
    @Sendable func question(_ minutes: Int64) -> Dialogue {
      let opened = Sample.start.adding(minutes: minutes)
      return Dialogue(
        question: .choice(["查 1", "查 2"]), opened: opened, lapses: opened.adding(minutes: 5))
    }
    try await ledger.transact { transaction throws in
      try transaction.setDialogue(question(0), person: Sample.wang, chat: Sample.group)
      try transaction.setDialogue(question(1), person: Sample.li, chat: Sample.group)
      try transaction.setDialogue(question(9), person: Sample.li, chat: Sample.group)
    }
    #expect(try scratch.value("SELECT count(*) FROM dialogues") == 1)
  }
}
