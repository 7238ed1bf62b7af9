import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Messages that the IM is to delete")
struct DeletionsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private static let chat = ChatID("botapi:-1")

  private func ask(_ message: String, _ reason: Deletion.Reason = .held) async throws {
    try await ledger.transact {
      try $0.enqueueDeletion(
        of: message, in: Self.chat, because: reason, writer: Sample.li, at: Sample.start)
    }
  }

  private func due(minutes: Int64 = 0) async throws -> [String] {
    try await ledger.read {
      try $0.dueDeletions(at: Sample.start.adding(minutes: minutes), limit: 10).map(\.message)
    }
  }

  private func end(_ id: Int64, as state: Deletion.State) async throws -> Bool {
    try await ledger.transact { try $0.endDeletion(id, as: state) }
  }

  @Test("A message is asked for once while it waits or is gone, and anew where it was kept")
  func once() async throws {
    try await ask("1")
    try await ask("2")
    try await ask("1")
    #expect(try await due() == ["1", "2"])
    #expect(try await end(1, as: .gone))
    #expect(try await end(1, as: .gone) == false)
    #expect(try await end(2, as: .kept))
    try await ask("1")
    try await ask("2")
    #expect(try await due() == ["2"])
  }

  @Test("One that was refused waits, and is remembered as refused")
  func postponed() async throws {
    try await ask("1")
    try await ledger.transact {
      try $0.postponeDeletion(
        1, until: Sample.start.adding(minutes: 2), attempts: 1, wasRefused: true)
    }
    #expect(try await due().isEmpty)
    #expect(try await due(minutes: 2) == ["1"])
    let kept = try await ledger.read { try $0.deletion(of: "1", in: Self.chat) }
    #expect(kept?.wasRefused == true)
    #expect(kept?.writer == Sample.li)
  }

  @Test("The bot's line goes once the message is gone and the line was sent, and once only")
  func orphans() async throws {
    try await ask("7")
    let entry = try await ledger.transact {
      try $0.enqueue(
        OutboxDraft(chat: Self.chat, body: Data("x".utf8), at: Sample.start, about: "7"))
    }
    #expect(try await ledger.read { try $0.hasOrphans() } == false)
    #expect(try await end(1, as: .gone))
    // Not sent yet: there is nothing to delete.
    #expect(try await ledger.read { try $0.hasOrphans() } == false)
    try await ledger.settle(.confirmed(outbox: entry.id, remote: "8"), flush: true)
    #expect(try await ledger.read { try $0.held(answeredBy: "8", in: Self.chat) } == "7")
    #expect(try await ledger.read { try $0.hasOrphans() })
    try await ledger.transact { try $0.enqueueOrphans(at: Sample.start) }
    #expect(try await ledger.read { try $0.hasOrphans() } == false)
    #expect(try await due() == ["8"])
  }
}
