import Casework
import Testing

@testable import Ledger

@Suite("Facts for figures")
struct FactTests {
  private let scratch: Scratch
  private let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  @Test("the table says of each open case what the case says", arguments: UInt64(1)...3)
  func equalsCases(_ seed: UInt64) async throws {
    try await ledger.transact { transaction in
      var history = RandomHistory(seed: seed)
      for _ in 0..<300 { try transaction.append(try history.next()) }
      let book = transaction.casebook(for: .everyone)
      var query = FactQuery()
      query.states = Set(CaseState.allCases)
      let facts = try book.facts(query)
      var expected: [CaseFacts] = []
      var number = 1
      while let matter = try book.matter(CaseNumber(number)) {
        expected.append(CaseFacts(matter))
        number += 1
      }
      #expect(facts == expected && !facts.isEmpty)
    }
  }

  @Test("hand-overs and instruments: issued, answered, and gone once another stands")
  func issues() async throws {
    let unit = UnitReference(id: nil, name: "区住建局")
    let at = Sample.start
    @Sendable func turned(_ turn: Turn, _ minutes: Int64) -> Event {
      Event(
        stamp: Sample.stamp(minutes), record: .matter(CaseNumber(1)),
        change: .turned(CaseTurned(turn, step: Step(old: .registered, new: .handed))))
    }
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1))
      let book = transaction.casebook(for: .everyone)
      #expect(try book.issues(from: nil, before: nil).isEmpty)
      let handed = HandOver(unit: unit, due: nil, by: Sample.li, at: at.adding(minutes: 5))
      try transaction.append(turned(.handed(handed), 5))
      let first = try book.issues(from: nil, before: nil)
      #expect(
        first == [
          IssueFacts(
            matter: CaseNumber(1), serial: 0, kind: "交办", issuedAt: handed.at, isAnswered: false)
        ])
      let report = Report(
        text: "好了", by: Sample.li, at: at.adding(minutes: 9), signedOffBy: "局长", unit: unit)
      try transaction.append(turned(.reported(report), 9))
      #expect(try book.issues(from: handed.at, before: nil).map(\.isAnswered) == [true])
      #expect(try book.issues(from: nil, before: handed.at).isEmpty)
    }
  }

  @Test("words, moments, units and projects narrow; restricted cases have no facts")
  func narrowed() async throws {
    let unit = UnitReference(id: UnitID("u1"), name: "区住建局")
    try await ledger.transact { transaction in
      try transaction.append(
        Sample.registered(1, "老街停车难", details: CaseDetails(unit: unit, project: "停车场")))
      try transaction.append(Sample.registered(2, "路灯不亮", minutes: 60))
      try transaction.append(Sample.registered(1, "停车", audience: .restricted))
      for reader in [Reader.everyone, .clock] {
        let book = transaction.casebook(for: reader)
        func numbers(_ query: FactQuery) throws -> [Int] {
          try book.facts(query).map(\.number.key)
        }
        #expect(try numbers(FactQuery()) == [1, 2])
        #expect(try numbers(FactQuery(words: ["停车"])) == [1])
        #expect(try numbers(FactQuery(words: ["，"])) == [])
        #expect(try numbers(FactQuery(unit: UnitID("u1"))) == [1])
        #expect(try numbers(FactQuery(project: "停车场")) == [1])
        #expect(try numbers(FactQuery(from: Sample.start.adding(minutes: 1))) == [2])
        #expect(try numbers(FactQuery(before: Sample.start.adding(minutes: 1))) == [1])
        #expect(try numbers(FactQuery(moment: .closed, from: Sample.start)) == [])
        #expect(try numbers(FactQuery(states: [.closed])) == [])
        #expect(
          try book.gaps()
            == Gaps(
              undated: [CaseNumber(1), CaseNumber(2)], unled: [CaseNumber(1), CaseNumber(2)]))
      }
    }
  }

  @Test("duties are claimed by lead, by unit, by day; none of a restricted case by everyone")
  func claims() async throws {
    let unit = UnitReference(id: UnitID("u1"), name: "区住建局")
    let (soon, late) = (try Sample.day("2026-09-12"), try Sample.day("2026-12-31"))
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, details: CaseDetails(unit: unit), due: soon))
      let handed = HandOver(
        unit: unit, due: Sample.deadline(soon), by: Sample.li, at: Sample.start)
      try transaction.append(
        Event(
          stamp: Sample.stamp(1), record: .matter(CaseNumber(1)),
          change: .turned(
            CaseTurned(.handed(handed), step: Step(old: .registered, new: .handed)))))
      try transaction.append(Sample.registered(2, due: late))
      try transaction.append(Sample.led(2, by: Sample.wang, due: late))
      try transaction.append(Sample.registered(1, due: soon, audience: .restricted))
      func found(_ claims: [DutyClaim], _ reader: Reader = .everyone) throws -> [Int] {
        try transaction.casebook(for: reader).duties(claimed: claims, limit: 9, offset: 0).duties
          .map(\.matter.key)
      }
      #expect(try found([]) == [])
      #expect(try found([DutyClaim(kinds: [.rectify])]) == [1, 2])
      #expect(try found([DutyClaim(kinds: [.rectify])], .clock) == [1, -1, 2])
      #expect(try found([DutyClaim(kinds: [.rectify], through: soon)]) == [1])
      #expect(try found([DutyClaim(kinds: [.rectify], led: [Sample.wang])]) == [2])
      #expect(try found([DutyClaim(kinds: [.rectify], tied: [Sample.wang])]) == [2])
      #expect(try found([DutyClaim(kinds: [.rectify], tied: [])]) == [])
      #expect(try found([DutyClaim(kinds: [.rectify], unit: UnitID("u1"))]) == [1])
      #expect(try found([DutyClaim(kinds: [.rectify], besides: UnitID("u1"))]) == [2])
      #expect(
        try found([
          DutyClaim(kinds: [.rectify], unit: UnitID("u1")),
          DutyClaim(kinds: [.rectify], led: [Sample.wang]),
        ]) == [1, 2])
      let page = try transaction.casebook(for: .everyone)
        .duties(claimed: [DutyClaim(kinds: [.rectify, .lead])], limit: 1, offset: 1)
      #expect(page.total == 3 && page.duties.count == 1)
    }
  }
}
