import Casework
import Testing

@testable import Ledger

@Suite("Finding cases")
struct FindTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func find(_ query: CaseQuery, _ reader: Reader = .everyone) async throws
    -> ([Int], Int)
  {
    try await ledger.read { snapshot in
      let page = try snapshot.casebook(for: reader).find(query)
      return (page.cases.map(\.number.value), page.total)
    }
  }

  @Test("Pages go through all in order, with the same total on each")
  func pages_goThroughAll() async throws {
    try await ledger.transact { transaction in
      for number in 1...25 { try transaction.append(Sample.registered(number, "积水\(number)号")) }
    }
    for words in [[], ["积水"]] {
      var seen: [Int] = []
      for offset in stride(from: 0, to: 32, by: 8) {
        let (numbers, total) = try await find(CaseQuery(words: words, limit: 8, offset: offset))
        #expect(total == 25)
        seen += numbers
      }
      #expect(seen == Array((1...25).reversed()))
      #expect(try await find(CaseQuery(words: words, limit: 0)) == ([], 25))
      #expect(try await find(CaseQuery(words: words, limit: 8, offset: 99)) == ([], 25))
      #expect(try await find(CaseQuery(words: words, limit: -1, offset: -5)) == ([], 25))
      #expect(try await find(CaseQuery(words: words, limit: 25)).1 == 25)
    }
  }

  @Test("States are kept as asked; withdrawn ones are found only where asked for")
  func states_areKept() async throws {
    try await ledger.transact { transaction in
      for number in 1...4 { try transaction.append(Sample.registered(number)) }
      try transaction.append(Sample.led(2, by: Sample.li))
      try transaction.append(Sample.withdrawn(3))
    }
    #expect(try await find(CaseQuery()) == ([4, 2, 1], 3))
    #expect(try await find(CaseQuery(states: [.registered])) == ([4, 1], 2))
    #expect(try await find(CaseQuery(states: [.withdrawn, .assigned])) == ([3, 2], 2))
    // The same with words, where the count goes another way.
    for limit in [0, 1, 8] {
      let page = try await find(CaseQuery(words: ["积水"], limit: limit))
      #expect(page == (Array([4, 2, 1].prefix(limit)), 3))
      let asked = try await find(
        CaseQuery(words: ["积水"], states: [.withdrawn, .assigned], limit: limit))
      #expect(asked == (Array([3, 2].prefix(limit)), 2))
    }
    #expect(try await find(CaseQuery(states: [])) == ([], 0))
    #expect(try await find(CaseQuery(states: Set(CaseState.allCases))) == ([4, 3, 2, 1], 4))
  }

  @Test("Overdue are running cases whose last day has passed, the oldest day first")
  func overdue_isFound() async throws {
    let day = try Sample.day("2026-09-20")
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, due: day.adding(days: -1)))
      try transaction.append(Sample.registered(2, due: day))
      try transaction.append(Sample.registered(3, due: day.adding(days: -9)))
      try transaction.append(Sample.registered(4, due: day.adding(days: -5)))
      try transaction.append(Sample.withdrawn(4))
      try transaction.append(Sample.registered(5))
      try transaction.append(Sample.registered(6, due: day.adding(days: -1)))
    }
    #expect(try await find(CaseQuery(overdueOn: day, byDue: true)) == ([3, 1, 6], 3))
    #expect(try await find(CaseQuery(overdueOn: day)) == ([6, 3, 1], 3))
    #expect(try await find(CaseQuery(overdueOn: day, limit: 1, offset: 1, byDue: true)) == ([1], 3))
    #expect(try await find(CaseQuery(byDue: true)) == ([3, 1, 6, 2, 5], 5))
  }

  @Test("By lead, by unit, by whoever has to do with a case; conditions add up")
  func peopleAndUnits_areFound() async throws {
    let unit = UnitReference(id: UnitID("u1"), name: "住建局")
    try await ledger.transact { transaction in
      try transaction.append(Sample.registered(1, by: Sample.li))
      try transaction.append(
        Sample.registered(2, by: Sample.wang, details: CaseDetails(unit: unit)))
      try transaction.append(Sample.registered(3, "井盖", by: Sample.wang))
      try transaction.append(Sample.led(2, by: Sample.li))
      try transaction.append(Sample.led(3, by: Sample.wang, contacts: [Sample.li]))
      try transaction.append(Sample.registered(4, by: Sample.wang))
    }
    #expect(try await find(CaseQuery(lead: Sample.li)) == ([2], 1))
    #expect(try await find(CaseQuery(involving: Sample.li)) == ([3, 2, 1], 3))
    #expect(try await find(CaseQuery(involving: Sample.wang)) == ([4, 3, 2], 3))
    #expect(try await find(CaseQuery(unit: UnitID("u1"))) == ([2], 1))
    #expect(try await find(CaseQuery(lead: Sample.wang, unit: UnitID("u1"))) == ([], 0))
    #expect(
      try await find(CaseQuery(words: ["井盖"], states: [.assigned], involving: Sample.li))
        == ([3], 1))
    #expect(try await find(CaseQuery(lead: PersonID("p1\u{0}x"))) == ([], 0))
    // The lead passes to another: the first one leads it no more.
    try await ledger.transact { try $0.append(Sample.led(2, by: Sample.wang)) }
    #expect(try await find(CaseQuery(lead: Sample.li)) == ([], 0))
    #expect(try await find(CaseQuery(lead: Sample.wang)) == ([3, 2], 2))
  }

  @Test("A proposal lapses at its moment, and is one no more once it is gone")
  func proposals_lapse() async throws {
    try await ledger.transact { transaction in
      for number in 1...3 {
        try transaction.append(Sample.registered(number))
        try transaction.append(Sample.led(number, by: Sample.li))
      }
      try transaction.append(Sample.proposed(2, lapsesIn: 100))
      try transaction.append(Sample.proposed(1, lapsesIn: 200))
      func lapsed(_ minutes: Int64) throws -> [Int] {
        try transaction.casebook(for: .everyone)
          .lapsedProposals(at: Sample.start.adding(minutes: minutes)).map(\.number.value)
      }
      #expect(try lapsed(99) == [])
      #expect(try lapsed(100) == [2])
      #expect(try lapsed(500) == [1, 2])
      try transaction.append(
        Event(
          stamp: Sample.stamp(101, by: nil), record: .matter(CaseNumber(2)),
          change: .closeLapsed(
            CloseLapsed(proposer: Sample.li, step: Step(old: .closing, new: .assigned)))))
      #expect(try lapsed(500) == [1])
    }
  }

  @Test("A reader of the open audience meets no restricted case, by no question, in no count")
  func openReader_meetsNoRestricted() async throws {
    let other = try Scratch()
    let twin = try other.open()
    let day = try Sample.day("2026-09-20")
    let open: [Event] = [
      Sample.person(Sample.li, "李明", account: "botapi:1"),
      Sample.registered(1, "积水", due: day.adding(days: -2)), Sample.led(1, by: Sample.li),
      Sample.registered(2, "路灯"),
    ]
    let hidden: [Event] = [
      Sample.registered(1, "积水某某", due: day.adding(days: -2), audience: .restricted),
      Sample.progressed(1, audience: .restricted), Sample.registered(2, audience: .restricted),
      Sample.refused(audience: .restricted),
    ]
    try await ledger.transact { transaction in
      for (index, event) in open.enumerated() {
        try transaction.append(hidden[index])
        try transaction.append(event)
      }
    }
    try await twin.transact { transaction in
      for event in open { try transaction.append(event) }
    }
    let queries = [
      CaseQuery(), CaseQuery(words: ["积水"]), CaseQuery(words: ["某某"]),
      CaseQuery(states: [.registered]),
      CaseQuery(overdueOn: day), CaseQuery(lead: Sample.li), CaseQuery(involving: Sample.li),
      CaseQuery(byDue: true), CaseQuery(words: ["李明"]),
    ]
    @Sendable func look(_ snapshot: Snapshot) throws -> [String] {
      let book = snapshot.casebook(for: .everyone)
      var seen = try queries.map { "\(try book.find($0))" }
      seen.append("\(try book.nextCaseNumber()) \(try book.nextPersonID())")
      for number in 0...3 {
        seen.append("\(String(describing: try book.matter(CaseNumber(number))))")
        seen.append("\(try book.history(of: .matter(CaseNumber(number))))")
      }
      seen.append("\(try book.acts(of: Sample.li, since: Instant(milliseconds: 0)))")
      seen.append("\(try book.lapsedProposals(at: Instant(milliseconds: .max)))")
      seen.append("\(try snapshot.head(of: .open))")
      return seen
    }
    let (with, without) = try await (ledger.read(look), twin.read(look))
    #expect(with == without)
    #expect(try await find(CaseQuery(), .clock).1 == 4)
  }
}
