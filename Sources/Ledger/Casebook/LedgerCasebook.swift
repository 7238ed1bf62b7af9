import Casework
import Foundation
import GRDB

/// The ledger as the rules see it, narrowed to one reader.
struct LedgerCasebook: Casebook {
  let snapshot: Snapshot
  let reader: Reader
  /// Where it is noted which restricted cases were met.
  var sight: Sight?

  func matter(_ number: CaseNumber) throws -> Case? {
    guard number.series == .restricted else {
      guard let matter = try snapshot.matter(number), try sees(matter) else { return nil }
      return try shown(matter)
    }
    sight?.ask(number)
    guard try sees(.matter(number)), let matter = try snapshot.matter(number) else { return nil }
    sight?.meet(matter)
    return matter
  }

  func nextCaseNumber() throws -> CaseNumber {
    CaseNumber(try snapshot.lastNumber() + 1)
  }

  func nextPersonID() throws -> PersonID {
    let register = try snapshot.people().register
    return PersonID(freeID("p", after: register.values.count) { register[PersonID($0)] == nil })
  }

  func nextUnitID() throws -> UnitID {
    let register = try snapshot.units()
    return UnitID(freeID("u", after: register.values.count) { register[UnitID($0)] == nil })
  }

  func person(_ id: PersonID) throws -> Person? { try snapshot.people().register[id] }

  func person(account: AccountID) throws -> Person? {
    try snapshot.people().person(account: account)
  }

  func isOutOfReach(_ person: PersonID) throws -> Bool { try snapshot.isOutOfReach(person) }

  func people() throws -> [Person] { try snapshot.people().register.values }
  func looks(_ lookalikes: Lookalikes) throws -> Looks { try snapshot.looks(lookalikes) }
  func isGranted(_ role: Role) throws -> Bool {
    try snapshot.roles().contains(role)
  }
  func unit(_ id: UnitID) throws -> Casework.Unit? { try snapshot.units()[id] }
  func units() throws -> [Casework.Unit] { try snapshot.units().values }
  func group(_ id: ChatID) throws -> Group? { try snapshot.groups()[id] }
  func groups() throws -> [Group] { try snapshot.groups().values.sorted { $0.id < $1.id } }

  func find(_ query: CaseQuery) throws -> CasePage {
    var page = try CaseFinder(snapshot: snapshot, visible: visible()).find(query)
    page.cases = try page.cases.map(shown)
    if let sight { page.cases.forEach(sight.meet) }
    return page
  }

  func lapsedProposals(at instant: Instant) throws -> [Case] {
    let rows = try snapshot.db.rows(LedgerCasebook.lapsedSQL, [instant.milliseconds])
    var numbers: [Int] = []
    while let row = try rows.next() { numbers.append(row[0]) }
    // Open ones first, each series in its order.
    return try numbers.map { CaseNumber(key: $0) }.sorted().filter { try sees(.matter($0)) }
      .compactMap { try snapshot.matter($0).map(shown) }
  }

  static let lapsedSQL = """
    SELECT id FROM cases WHERE proposal_lapses IS NOT NULL AND proposal_lapses <= ?
    """

  func history(of record: RecordID) throws -> [JournalEntry] {
    try trail(of: record).filter { entry in
      switch entry.event.change {
      case .viewed, .vouched, .textHidden, .textReceived, .textRedacted: false
      default: true
      }
    }
  }

  func registrations(
    by person: PersonID, titled title: String, since instant: Instant
  ) throws -> [Case] {
    guard !person.text.utf8.contains(0) else { return [] }
    // The payload holds the title as its encoder wrote it, so that few rows are decoded.
    var json = SortedJSON()
    json.object { $0.member("title", title) }
    let fragment = json.bytes.dropFirst().dropLast()
    let found = try entries(
      """
      actor = ? AND at >= ? AND kind <> 'act.refused' AND kind = 'case.registered'
        AND instr(payload, ?) > 0
      """,
      [person.text, instant.milliseconds, Data(fragment)], chain: .open)
    return try found.reversed().compactMap { entry in
      guard case .matter(let number)? = entry.event.record,
        let matter = try snapshot.matter(number), matter.title == title
      else { return nil }
      return matter
    }
  }

  func acts(of person: PersonID, since instant: Instant) throws -> [JournalEntry] {
    guard !person.text.utf8.contains(0) else { return [] }
    // One's own acts on restricted cases, what one handed over among them, count in private only.
    let chains: [Audience] =
      reader == .clock || reader == .person(person) ? Audience.allCases : [.open]
    let found = try chains.flatMap { chain in
      try entries(
        """
        actor = ? AND at >= ? AND kind <> 'act.refused'
          AND kind NOT IN ('record.viewed', 'act.vouched', 'reporter.kept')
        """,
        [person.text, instant.milliseconds], chain: chain)
    }
    guard chains.count > 1 else { return try shown(found) }
    // The chains have no order between them but the time; within one the sequence decides.
    let all = found.enumerated().sorted { left, right in
      let (first, second) = (left.element.event.stamp.at, right.element.event.stamp.at)
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
    return try shown(all)
  }

  func duties(_ query: DutyQuery) throws -> [Duty] {
    var terms = try visibleDuties()
    var values: [any DatabaseValueConvertible] = []
    if let kinds = query.kinds {
      terms.append("kind IN (\(kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))")
    }
    if let through = query.through {
      terms.append("day IS NOT NULL AND day <= ?")
      values.append(through.dayNumber)
    }
    if let urgent = query.urgent { terms.append("urgent = \(urgent ? 1 : 0)") }
    let rows = try snapshot.db.rows(
      """
      SELECT case_id, kind, day, since FROM \(try snapshot.duties(of: query.kinds))
      WHERE \((["1"] + terms).joined(separator: " AND "))
      ORDER BY day IS NULL, day, case_id < 0, abs(case_id), kind
      """, StatementArguments(values))
    var duties: [Duty] = []
    while let row = try rows.next() {
      let (day, since): (Int?, Int64) = (row[2], row[3])
      guard let kind = Duty.Kind(rawValue: row[1]) else {
        throw LedgerError.unreadable(table: "duties")
      }
      duties.append(
        Duty(
          matter: CaseNumber(key: row[0]), kind: kind, day: day.map(CivilDate.init(dayNumber:)),
          since: Instant(milliseconds: since)))
    }
    return duties
  }

  func setting(_ name: SettingName) throws -> Setting? {
    try SmallRecord.read(snapshot.db, .setting(name), Setting.self)
  }

  func notice(_ id: NoticeID) throws -> Notice? {
    try SmallRecord.read(snapshot.db, .notice(id), Notice.self)
  }

  func entries(_ condition: String, _ arguments: StatementArguments, chain: Audience)
    throws -> [JournalEntry]
  {
    let rows = try snapshot.db.rows(
      """
      SELECT \(JournalRow.columns) FROM \(chain.journal)
      WHERE \(condition) ORDER BY sequence
      """, arguments)
    var entries: [JournalEntry] = []
    while let row = try rows.next() {
      entries.append(try JournalRow(row).entry(chain, ring: snapshot.ring))
    }
    return entries
  }

  // Derived from how many there are, so that a replay of the same acts gives the same ids.
  private func freeID(_ prefix: String, after count: Int, _ isFree: (String) -> Bool) -> String {
    var serial = count + 1
    while !isFree("\(prefix)\(serial)") { serial += 1 }
    return "\(prefix)\(serial)"
  }
}
