import Casework
import Testing

@testable import Ledger

/// What a reader meets of the restricted series: by name only, whatever is asked.
@Suite("Clearance")
struct ClearanceTests {
  private let scratch: Scratch
  private let ledger: Ledger
  private static let number = CaseNumber(1, series: .restricted)
  private static let other = CaseNumber(2, series: .restricted)
  private static let receiver = PersonID("p3")
  private static let lead = PersonID("p4")
  private static let gone = PersonID("p5")
  private static let admin = PersonID("p6")

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func fill() async throws {
    try await ledger.transact { transaction in
      let names = ["李四", "王五", "案管员", "孙八", "走了的", "老管"]
      for (index, name) in names.enumerated() {
        let id = PersonID("p\(index + 1)")
        try transaction.append(Sample.person(id, name, account: "botapi:\(index + 1)"))
        var changes: [Change] = [.personJoined(PersonMoved(group: Sample.group))]
        if id == ClearanceTests.gone {
          changes.append(.personLeft(PersonMoved(group: Sample.group)))
        }
        if id == ClearanceTests.admin {
          changes.append(
            .personGranted(
              PersonGranted(
                newRoles: [.team, .discipline, .admin], oldRoles: [], newRights: [.receive],
                oldRights: [])))
        }
        for change in changes {
          try transaction.append(
            Event(stamp: Sample.stamp(by: nil), record: .person(id), change: change))
        }
      }
      try transaction.append(Sample.registered(1, "文化路积水", by: Sample.wang))
      for number in [ClearanceTests.number, ClearanceTests.other] {
        try transaction.append(
          Sample.registered(
            number.value, "交接的线索", due: Sample.day("2026-09-20"), audience: .restricted))
        func turn(_ turn: Turn) throws {
          let step = Step(old: .registered, new: .registered)
          try transaction.append(
            Event(
              stamp: Sample.stamp(1), record: .matter(number),
              change: .turned(CaseTurned(turn, step: step))))
        }
        try turn(
          .transferred(
            Transfer(
              from: Sample.li, to: ClearanceTests.receiver, at: Sample.start, origin: CaseNumber(1))
          ))
        try turn(
          .receiversSet(
            ReceiversSet(new: [ClearanceTests.receiver, ClearanceTests.gone], old: [])))
      }
      let leadership = CaseLed.Leadership(
        lead: ClearanceTests.lead, contacts: [], due: Sample.deadline(try Sample.day("2026-09-20")))
      try transaction.append(
        Event(
          stamp: Sample.stamp(2, by: ClearanceTests.receiver),
          record: .matter(ClearanceTests.number),
          change: .led(
            CaseLed(
              new: leadership, old: .init(lead: nil, contacts: [], due: nil),
              step: Step(old: .registered, new: .assigned)))))
      try transaction.append(
        Event(
          stamp: Sample.stamp(3, by: ClearanceTests.receiver),
          record: .matter(ClearanceTests.number),
          change: .viewed(RecordViewed(verb: "find"))))
    }
  }

  /// All that a reader can come to, as one value.
  private struct Seen: Equatable {
    var matters: [CaseNumber]
    var found: [CaseNumber]
    var total: Int
    var ofLead: Int
    var mine: Int
    var duties: Int
    var history: Int
    var overdue: Int
    var acts: Int
  }

  private func seen(_ reader: Reader) async throws -> Seen {
    try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: reader)
      let numbers = [ClearanceTests.number, ClearanceTests.other]
      let page = try casebook.find(CaseQuery(limit: 100))
      return Seen(
        matters: try numbers.filter { try casebook.matter($0) != nil },
        found: page.cases.map(\.number), total: page.total,
        ofLead: try casebook.find(CaseQuery(lead: ClearanceTests.lead, limit: 0)).total,
        mine: try casebook.find(CaseQuery(involving: ClearanceTests.receiver, limit: 0)).total,
        duties: try casebook.duties(DutyQuery()).count,
        history: try numbers.reduce(0) { try $0 + casebook.history(of: .matter($1)).count },
        overdue: try casebook.find(
          CaseQuery(overdueOn: try Sample.day("2027-01-01"), limit: 0)
        ).total,
        acts: try casebook.acts(of: ClearanceTests.receiver, since: Sample.start).count)
    }
  }

  @Test("Receivers and leads see theirs; everybody else, 管 and sender among them, what all see")
  func readers() async throws {
    try await fill()
    let everyone = try await seen(.everyone)
    #expect(everyone.found == [CaseNumber(1)] && everyone.total == 1 && everyone.duties > 0)
    #expect(everyone.matters.isEmpty && everyone.history == 0 && everyone.overdue == 0)
    for id in [
      Sample.li, Sample.wang, ClearanceTests.gone, ClearanceTests.admin, PersonID("nobody"),
    ] {
      #expect(try await seen(.person(id)) == everyone, "\(id)")
    }
    let lead = try await seen(.person(ClearanceTests.lead))
    #expect(lead.matters == [ClearanceTests.number] && lead.total == 2 && lead.ofLead == 1)
    #expect(lead.history == 4 && lead.overdue == 1 && lead.acts == 0)
    let receiver = try await seen(.person(ClearanceTests.receiver))
    #expect(receiver.matters.count == 2 && receiver.total == 3 && receiver.mine == 2)
    #expect(receiver.acts == 1)
  }

  @Test("Who handed it over learns to whom, when, received or not, and only of their own")
  func sender() async throws {
    try await fill()
    func handed(_ reader: Reader, by person: PersonID) async throws -> Int {
      try await ledger.read { try $0.casebook(for: reader).handedOver(by: person).count }
    }
    #expect(try await handed(.person(Sample.li), by: Sample.li) == 2)
    #expect(try await handed(.person(Sample.wang), by: Sample.li) == 0)
    #expect(try await handed(.everyone, by: Sample.li) == 0)
  }

  @Test("A view stands in the trail and nowhere else; it moves no revision")
  func views() async throws {
    try await fill()
    let (trail, history, matter) = try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .person(ClearanceTests.receiver))
      let record = RecordID.matter(ClearanceTests.number)
      return (
        try casebook.trail(of: record).count, try casebook.history(of: record).count,
        try casebook.matter(ClearanceTests.number)
      )
    }
    #expect(trail == 5 && history == 4 && matter?.revision == 4)
  }

  @Test("What is asked for and what is met is noted, each case once")
  func sight() async throws {
    try await fill()
    let (asked, met) = try await ledger.read { snapshot in
      let sight = Sight()
      let casebook = snapshot.casebook(for: .person(ClearanceTests.lead), sight: sight)
      for number in [ClearanceTests.number, ClearanceTests.other, ClearanceTests.number] {
        _ = try casebook.matter(number)
      }
      _ = try casebook.find(CaseQuery(limit: 100))
      return (sight.asked, sight.met)
    }
    #expect(asked == [ClearanceTests.number, ClearanceTests.other])
    #expect(met == [ClearanceTests.number])
  }

  @Test("The restricted series counts by itself")
  func numbers() async throws {
    try await fill()
    let (open, restricted) = try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .everyone)
      return (try casebook.nextCaseNumber(), try casebook.nextRestrictedNumber())
    }
    #expect(open == CaseNumber(2) && restricted == CaseNumber(3, series: .restricted))
  }
}
