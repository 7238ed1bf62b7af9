import Casework
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("The audit")
struct AuditorTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func fill() async throws -> AuditReport {
    try await ledger.transact { transaction in
      for number in 1...10 {
        try transaction.append(Sample.registered(number))
        try transaction.append(Sample.registered(number, audience: .restricted))
      }
    }
    try await ledger.close()
    return try Auditor.verify(path: scratch.path)
  }

  private func problem(after sql: String) async throws -> [AuditFinding] {
    #expect(try await fill().holds)
    try scratch.tamper(sql)
    return try Auditor.verify(path: scratch.path).findings
  }

  @Test("An untouched journal holds, read beside the writer at work")
  func untouched_holds() async throws {
    try await ledger.transact { try $0.append(Sample.registered(1)) }
    let report = try Auditor.verify(path: scratch.path)
    #expect(report.holds)
    #expect(report.chains.map(\.entries) == [1, 0])
    let head = try await ledger.read { try $0.head(of: .open) }
    #expect(report.chains[0].head == head.hash)
    try await ledger.transact { try $0.append(Sample.progressed(1)) }
  }

  @Test(
    "A change of any column is found at its entry",
    arguments: [
      "at = at + 1", "actor = 'p9'", "actor = NULL", "chat = 'botapi:-9'", "message = NULL",
      "record = 'case:9'", "kind = 'case.led'", "version = 2",
      "payload = CAST(payload || ' ' AS BLOB)",
      "hash = zeroblob(32)",
    ])
  func change_isFound(column: String) async throws {
    let findings = try await problem(after: "UPDATE journal_open SET \(column) WHERE sequence = 4")
    #expect(findings == [AuditFinding(chain: .open, sequence: 4, problem: .hashDiffers)])
    #expect(findings.first?.description.contains("chain open, entry 4") == true)
  }

  @Test("Text moved from one column to the next is found: lengths are hashed too")
  func movedText_isFound() async throws {
    let findings = try await problem(
      after: """
        UPDATE journal_open SET chat = chat || substr(message, 1, 1), message = substr(message, 2)
        WHERE sequence = 4
        """)
    #expect(findings.map(\.problem) == [.hashDiffers])
  }

  @Test("Two swapped entries are found at the first of them")
  func swap_isFound() async throws {
    let findings = try await problem(
      after: """
        UPDATE journal_open SET sequence = -4 WHERE sequence = 4;
        UPDATE journal_open SET sequence = 4 WHERE sequence = 7;
        UPDATE journal_open SET sequence = 7 WHERE sequence = -4;
        """)
    #expect(findings == [AuditFinding(chain: .open, sequence: 4, problem: .previousDiffers)])
  }

  @Test("A dropped entry is found, at the front and within", arguments: [1, 6])
  func drop_isFound(sequence: Int) async throws {
    let findings = try await problem(
      after: "DELETE FROM journal_restricted WHERE sequence = \(sequence)")
    #expect(
      findings == [AuditFinding(chain: .restricted, sequence: sequence, problem: .missing)])
  }

  @Test("A dropped entry with the rest moved up is found")
  func dropAndCloseUp_isFound() async throws {
    let findings = try await problem(
      after: """
        DELETE FROM journal_open WHERE sequence = 4;
        UPDATE journal_open SET sequence = sequence - 1 WHERE sequence > 4;
        """)
    #expect(findings == [AuditFinding(chain: .open, sequence: 4, problem: .previousDiffers)])
  }

  @Test("A cut tail is found with the anchor, and only with it")
  func cutTail_isFoundWithAnchor() async throws {
    let anchor = try await fill().chains[0].head.description
    try scratch.tamper("DELETE FROM journal_open WHERE sequence > 8")
    #expect(try Auditor.verify(path: scratch.path).holds)
    for given in [anchor, anchor.uppercased(), String(anchor.prefix(12))] {
      let report = try Auditor.verify(path: scratch.path, anchor: given)
      #expect(
        report.findings == [AuditFinding(chain: .open, sequence: 8, problem: .anchorMissing)])
    }
  }

  @Test("An anchor of any age is found at its place, in either chain")
  func anchor_isFound() async throws {
    let early = try await ledger.transact { transaction in
      let early = try transaction.head(of: .open)
      try transaction.append(Sample.registered(1))
      return early
    }
    let first = try await ledger.read { try $0.head(of: .open) }
    let report = try await fillMore()
    func place(_ hash: EntryHash) throws -> AuditReport.Anchor? {
      try Auditor.verify(path: scratch.path, anchor: hash.description).anchor
    }
    #expect(try place(early.hash) == .init(chain: .open, sequence: 0))
    #expect(try place(first.hash) == .init(chain: .open, sequence: 1))
    #expect(try place(report.chains[1].head) == .init(chain: .restricted, sequence: 1))
  }

  private func fillMore() async throws -> AuditReport {
    try await ledger.transact { transaction in
      try transaction.append(Sample.progressed(1))
      try transaction.append(Sample.registered(1, audience: .restricted))
    }
    return try Auditor.verify(path: scratch.path)
  }

  @Test("What is no hash is no anchor", arguments: ["", "abc", "zzzzzzzzzzzz", "0123456789a"])
  func garbage_isNoAnchor(text: String) throws {
    #expect(throws: LedgerError.notAnAnchor) {
      try Auditor.verify(path: scratch.path, anchor: text)
    }
  }

  @Test("An entry of an unknown kind, rightly chained, is named as unreadable")
  func unknownKind_isNamed() async throws {
    try await ledger.transact { try $0.append(Sample.registered(1)) }
    let head = try await ledger.read { try $0.head(of: .open) }
    var row = try JournalRow(after: head, event: Sample.progressed(1), ring: KeyRing(nil))
    row.stored.kind = "case.teleported"
    row.hash = row.computedHash
    let foreign = row
    try await ledger.pool.writeWithoutTransaction { try foreign.insert($0, into: .open) }
    let findings = try Auditor.verify(path: scratch.path).findings
    #expect(findings.count == 1)
    #expect(findings.first?.sequence == 2)
    #expect(findings.first?.description.contains("case.teleported") == true)
  }

  @Test("A file that is not there is named")
  func missingFile_isNamed() {
    let path = scratch.file("none.db")
    let error = #expect(throws: LedgerError.self) { try Auditor.verify(path: path) }
    #expect(error?.description.contains(path) == true)
  }
}
