import Casework
import Testing

@testable import Ledger

@Suite("Who asked for a message")
struct AskerTests {
  private static let person = PersonID("p1")

  private static func draft(_ text: String, asker: Asker?, urged: [CaseNumber] = []) -> OutboxDraft
  {
    var draft = Sample.draft(text)
    draft.asker = asker
    draft.urged = urged
    return draft
  }

  @Test("is given out once for each chat and message of his, also after a restart")
  func once() async throws {
    let scratch = try Scratch()
    var ledger = try scratch.open()
    let asker = Asker(
      person: AskerTests.person, chat: Sample.group, message: "7", quotes: true, isOpen: true)
    var later = asker
    later.message = "8"
    let ids = try await ledger.transact { [asker, later] transaction in
      try [
        AskerTests.draft("first words", asker: asker),
        AskerTests.draft("chaser", asker: asker, urged: [CaseNumber(3), CaseNumber(12)]),
        AskerTests.draft("asked later", asker: later), AskerTests.draft("nobody's", asker: nil),
      ].map { try transaction.enqueue($0).id }
    }
    try await ledger.close()
    ledger = try scratch.open()
    let taken = try await ledger.transact { transaction in
      try ids.map { try transaction.takeAsker(outbox: $0) }
    }
    #expect(taken == [asker, nil, later, nil])
    let urged = try await ledger.transact { transaction in
      try ids.map { try transaction.urged(outbox: $0) }
    }
    #expect(urged == [[], [CaseNumber(3), CaseNumber(12)], [], []])
    try await ledger.close()
  }
}
