import Casework
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

/// Texts that are hidden and struck out: what is read, what the file holds, what an audit says.
@Suite("Hiding and striking out")
struct RedactionTests {
  let scratch: Scratch
  static let text = "西河村公示栏贴错了内页"

  init() throws { scratch = try Scratch() }

  private static func event(_ change: Change, _ number: Int, by actor: PersonID, minutes: Int64 = 9)
    -> Event
  {
    Event(
      stamp: Sample.stamp(minutes, by: actor, message: "90"), record: .matter(CaseNumber(number)),
      change: change)
  }

  private static func hidden(_ entries: [Int], _ number: Int = 1) -> Event {
    event(.textHidden(TextHidden(entries: entries, receiver: Sample.wang)), number, by: Sample.li)
  }

  private static func received(_ hidden: Int, _ number: Int = 1) -> Event {
    event(.textReceived(TextReceived(hidden: hidden)), number, by: Sample.wang)
  }

  private static func struck(
    _ transaction: Transaction, hidden: Int, _ entries: [Int], _ number: Int = 1,
    by actor: PersonID = Sample.wang
  ) throws -> Event {
    let left = try transaction.casebook(for: .clock).replacements(of: entries)
    return event(
      .textRedacted(TextRedacted(hidden: [hidden], entries: left)), number, by: actor)
  }

  /// Entries 1 to 4: two cases with progress; 5 hides what the first says.
  private func fill(_ ledger: Ledger) async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, RedactionTests.text))
      try transaction.append(Sample.registered(2, "南桥桥面有坑"))
      try transaction.append(Sample.progressed(1, "又贴了一次：\(RedactionTests.text)"))
      try transaction.append(Sample.progressed(2))
      try transaction.append(RedactionTests.hidden([1, 3]))
    }
  }

  private func strike(_ ledger: Ledger, by actor: PersonID = Sample.wang) async throws {
    try await ledger.transact { transaction in
      try transaction.append(RedactionTests.received(5))
      try transaction.append(
        RedactionTests.struck(transaction, hidden: 5, [1, 3], by: actor))
    }
    #expect(try await ledger.purge())
  }

  /// Whether the bytes of the text lie anywhere in the folder.
  private func says(_ text: String = text) throws -> Bool {
    let needle = Data(text.utf8)
    return try FileManager.default.contentsOfDirectory(atPath: scratch.folder).contains { name in
      try Data(contentsOf: URL(fileURLWithPath: scratch.file(name))).range(of: needle) != nil
    }
  }

  @Test("What is hidden is read nowhere, and a rebuild does not read it either")
  func hidden_isNotRead() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .everyone)
      let matter = try #require(try casebook.matter(CaseNumber(1)))
      #expect(matter.title == Skeleton.marker)
      #expect(matter.lastProgress?.text == Skeleton.marker)
      #expect(matter.progressCount == 1)
      #expect(try casebook.matter(CaseNumber(2))?.title == "南桥桥面有坑")
      #expect(try casebook.find(CaseQuery(words: ["公示栏"])).total == 0)
      for entry in try casebook.trail(of: .matter(CaseNumber(1))) {
        #expect(!"\(entry)".contains("公示栏"))
      }
    }
    try await ledger.close()
    try Export(path: scratch.path, zone: .shanghai).events { row in
      #expect(!JSONLines.line(row).contains("公示栏"))
    }
    let report = try Auditor.verify(path: scratch.path)
    #expect(report.holds && report.struck.isEmpty, "\(report.findings)")
    try expectRebuildEqual(scratch)
    try Rebuilder.rebuildInPlace(path: scratch.path)
    try expectRebuildEqual(scratch)
    // It is hidden, not gone.
    #expect(try says())
  }

  @Test("What was struck out lies nowhere in the folder, and the chains hold")
  func struck_isGone() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    try await strike(ledger)
    #expect(try !says())
    try await ledger.close()
    #expect(try !says())
    for pair in ["公示", "示栏"] {
      #expect(try scratch.value("SELECT count(*) FROM case_terms WHERE term = '\(pair)'") == 0)
    }
    let report = try Auditor.verify(path: scratch.path)
    #expect(report.holds, "\(report.findings)")
    #expect(report.struck.map(\.sequence) == [1, 3])
    #expect(report.struck.allSatisfy { $0.act == 7 && $0.hiddenBy == 5 && $0.by == "p2" })
    #expect(report.struck.map(\.isCovered) == [true, true])
    try expectRebuildEqual(scratch)
    let copy = scratch.file("copy.db")
    try LedgerCopy.write(from: scratch.path, into: copy)
    #expect(try Auditor.verify(path: copy).holds)
    #expect(try !says())
    // It opens and goes on.
    let again = try scratch.open()
    try await again.transact { try $0.append(Sample.progressed(1, "改好了")) }
    #expect(try await again.read { try $0.isPurgeDue() } == false)
    try await again.close()
    #expect(try Auditor.verify(path: scratch.path).holds)
  }

  @Test("What stays binds to the text without telling anything of it")
  func commitment_isSalted() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    func salts() throws -> Int? {
      try scratch.value("SELECT count(*) FROM journal_open WHERE salt IS NOT NULL")
    }
    #expect(try salts() == 4)
    try await strike(ledger)
    #expect(try salts() == 2)
    #expect(
      try scratch.value("SELECT count(*) FROM journal_open WHERE commitment IS NOT NULL") == 4)
    try await ledger.close()
    // Two ledgers that differ in what was struck out differ in hashes alone.
    let other = try Scratch()
    let second = try other.open()
    try await second.transact { transaction in
      try transaction.append(Sample.registered(1, "别的一句话"))
      try transaction.append(Sample.registered(2, "南桥桥面有坑"))
      try transaction.append(Sample.progressed(1, "另外一句"))
      try transaction.append(Sample.progressed(2))
      try transaction.append(RedactionTests.hidden([1, 3]))
      try transaction.append(RedactionTests.received(5))
      try transaction.append(RedactionTests.struck(transaction, hidden: 5, [1, 3]))
    }
    #expect(try await second.purge())
    try await second.close()
    #expect(
      try ProjectionDump.of(path: scratch.path) == ProjectionDump.of(path: other.path))
    func payloads(_ path: String) throws -> [Data] {
      let queue = try LedgerFile.openForReading(path: path)
      return try queue.read {
        try Data.fetchAll(
          $0,
          sql: "SELECT payload FROM journal_open WHERE kind <> 'text.redacted' ORDER BY sequence")
      }
    }
    #expect(try payloads(scratch.path) == payloads(other.path))
  }

  // MARK: Past the program

  private func findings(_ sql: String, strikes: Bool = true) async throws -> [AuditFinding.Problem]
  {
    let ledger = try scratch.open()
    try await fill(ledger)
    if strikes { try await strike(ledger) }
    try await ledger.close()
    #expect(try Auditor.verify(path: scratch.path).holds)
    try scratch.tamper(sql)
    return try Auditor.verify(path: scratch.path).findings.map(\.problem)
  }

  @Test("A text that went without an act is found")
  func missingText_isFound() async throws {
    let found = try await findings(
      "UPDATE journal_open SET salt = NULL WHERE sequence = 4", strikes: false)
    #expect(found == [.textMissing])
  }

  @Test("A changed text, and a changed rest of what was struck out, are found")
  func changes_areFound() async throws {
    #expect(
      try await findings(
        """
        UPDATE journal_open SET payload = CAST(replace(payload, '已到', '没到') AS BLOB)
        WHERE sequence = 4
        """, strikes: false) == [.hashDiffers])
  }

  @Test("What stays of an entry is covered by its hash also after it was struck out")
  func changedSkeleton_isFound() async throws {
    #expect(
      try await findings(
        """
        UPDATE journal_open SET payload = CAST(replace(payload, 'registered', 'closed') AS BLOB)
        WHERE sequence = 1
        """) == [.hashDiffers])
  }

  @Test("An entry marked as hidden by nobody is found, and one that is shown though hidden")
  func marks_areFound() async throws {
    #expect(
      try await findings("UPDATE journal_open SET hidden = 1 WHERE sequence = 2") == [.markDiffers])
  }

  @Test("What an entry hides is not read, whatever its mark says")
  func shownMark_isFound() async throws {
    let found = try await findings(
      "UPDATE journal_open SET hidden = 0 WHERE sequence = 3", strikes: false)
    #expect(found == [.markDiffers])
    let copy = scratch.file("rebuilt.db")
    try Rebuilder.rebuild(from: scratch.path, into: copy)
    try Offline.read(path: copy) { snapshot in
      let matter = try snapshot.casebook(for: .everyone).matter(CaseNumber(1))
      #expect(matter?.lastProgress?.text == Skeleton.marker)
    }
  }

  @Test("Whoever hid it cannot have struck it out; what was not received neither")
  func withoutGround_isFound() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    try await strike(ledger, by: Sample.li)
    try await ledger.transact { transaction in
      try transaction.append(RedactionTests.hidden([4], 2))
      try transaction.append(RedactionTests.struck(transaction, hidden: 8, [4], 2))
    }
    try await ledger.close()
    let report = try Auditor.verify(path: scratch.path)
    #expect(report.findings.map(\.sequence) == [7, 9])
    #expect(
      report.findings.map(\.problem) == [
        .struckWithoutGround("by who hid it in entry 5"),
        .struckWithoutGround("what entry 8 hid was not received before"),
      ])
    #expect(report.struck.count == 3)
  }

  @Test("The database itself lets nothing else be changed")
  func triggers() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    for sql in [
      "UPDATE journal_open SET payload = x'7b7d' WHERE sequence = 2",
      "UPDATE journal_open SET payload = x'7b7d', hidden = 2, salt = NULL WHERE sequence = 2",
      "UPDATE journal_open SET salt = NULL WHERE sequence = 1",
      "UPDATE journal_open SET at = 1, hidden = 2, salt = NULL WHERE sequence = 1",
      "DELETE FROM journal_open WHERE sequence = 1",
    ] {
      await #expect(throws: (any Error).self, "\(sql)") {
        try await ledger.transact { try $0.db.execute(sql: sql) }
      }
    }
  }

  @Test("Entries from before there were commitments are struck out as well, and say so")
  func olderEntries() async throws {
    let ledger = try scratch.open()
    try await ledger.transact { transaction in
      // As an older program wrote them.
      for event in [
        Sample.registered(1, RedactionTests.text), Sample.registered(2, "南桥桥面有坑"),
        Sample.progressed(1, "又贴了一次"), Sample.progressed(2),
      ] {
        let row = JournalRow(
          after: try transaction.head(of: .open), at: event.stamp.at.milliseconds,
          actor: event.stamp.actor?.text, chat: event.stamp.chat?.text,
          message: event.stamp.message, record: event.record?.description,
          stored: try event.change.stored())
        try row.insert(transaction.db, into: .open)
        transaction.memory.setHead(
          ChainHead(sequence: row.sequence, hash: row.hash), of: .open)
        try transaction.replay(event)
      }
      try transaction.append(RedactionTests.hidden([1, 3]))
    }
    try await strike(ledger)
    try await ledger.close()
    #expect(try !says())
    let report = try Auditor.verify(path: scratch.path)
    #expect(report.holds, "\(report.findings)")
    #expect(report.struck.map(\.isCovered) == [false, false])
    try expectRebuildEqual(scratch)
    try scratch.tamper(
      """
      UPDATE journal_open SET payload = CAST(replace(payload, 'registered', 'closed') AS BLOB)
      WHERE sequence = 1
      """)
    #expect(try Auditor.verify(path: scratch.path).findings.map(\.problem) == [.hashDiffers])
  }

  @Test("A crash between strike and purge leaves the purge to be done")
  func purge_isDurable() async throws {
    let ledger = try scratch.open()
    try await fill(ledger)
    try await ledger.transact { transaction in
      try transaction.append(RedactionTests.received(5))
      try transaction.append(RedactionTests.struck(transaction, hidden: 5, [1, 3]))
    }
    try await ledger.close()
    let again = try scratch.open()
    #expect(try await again.read { try $0.isPurgeDue() })
    #expect(try await again.purge())
    #expect(try !says())
  }

  // MARK: Whatever there is

  @Test(
    "In any history, what is struck out lies nowhere, the chains hold, a rebuild is equal",
    arguments: 1...6)
  func anyHistory(_ seed: Int) async throws {
    let ledger = try scratch.open()
    let secrets = try await ledger.transact { transaction -> [String] in
      var history = RandomHistory(seed: UInt64(seed))
      var generator = SeededGenerator(seed: UInt64(seed) &+ 77)
      var secrets: [String] = []
      var left: [CaseNumber: [Int]] = [:]
      for index in 0..<160 {
        let entry = try transaction.append(history.next())
        guard case .matter(let number)? = entry.event.record, number.series == .open else {
          continue
        }
        guard generator.chance(30) else { continue }
        let secret = "密语\(seed)之\(index)号话"
        let said = try transaction.append(
          Event(
            stamp: Sample.stamp(1, message: "s\(index)"), record: .matter(number),
            change: .progressed(
              CaseProgressed(
                text: "前\(secret)后",
                step: Step(
                  old: .registered,
                  new: try transaction.matter(number)?.state ?? .registered)))))
        secrets.append(secret)
        left[number, default: []].append(said.sequence)
      }
      for (number, entries) in left.sorted(by: { $0.key < $1.key }) {
        let hidden = try transaction.append(RedactionTests.hidden(entries, number.value))
        try transaction.append(RedactionTests.received(hidden.sequence, number.value))
        try transaction.append(
          RedactionTests.struck(
            transaction, hidden: hidden.sequence, entries, number.value))
      }
      return secrets
    }
    #expect(secrets.count > 5)
    #expect(try await ledger.purge())
    try await ledger.close()
    for secret in secrets { #expect(try !says(secret), "\(secret)") }
    let report = try Auditor.verify(path: scratch.path)
    #expect(report.holds, "\(report.findings)")
    #expect(report.struck.count == secrets.count)
    try expectRebuildEqual(scratch)
  }
}
