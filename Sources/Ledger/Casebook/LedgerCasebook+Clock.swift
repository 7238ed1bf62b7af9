import Casework
import GRDB

/// What the clock asks the ledger.
extension LedgerCasebook {
  func docket(_ query: DutyQuery) throws -> [Docketed] {
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
      SELECT case_id, kind, day, since, urgent, lead, unit, inside
      FROM \(try snapshot.duties(of: query.kinds)) CROSS JOIN cases ON cases.id = duties.case_id
      WHERE \((["1"] + terms).joined(separator: " AND "))
      ORDER BY day IS NULL, day, case_id < 0, abs(case_id), kind
      """, StatementArguments(values))
    var found: [Docketed] = []
    while let row = try rows.next() {
      let (day, since): (Int?, Int64) = (row[2], row[3])
      guard let kind = Duty.Kind(rawValue: row[1]) else {
        throw LedgerError.unreadable(table: "duties")
      }
      let duty = Duty(
        matter: CaseNumber(key: row[0]), kind: kind, day: day.map(CivilDate.init(dayNumber:)),
        since: Instant(milliseconds: since))
      let (lead, unit): (String?, String?) = (row[5], row[6])
      found.append(
        Docketed(
          duty: duty, lead: lead.map { PersonID($0) }, unit: unit.map { UnitID($0) },
          urgent: row[4], isInner: row[7]))
    }
    return found
  }

  func nextLapse() throws -> Instant? {
    try snapshot.db.value(LedgerCasebook.nextLapseSQL, as: Int64.self)
      .map(Instant.init(milliseconds:))
  }

  /// Of either series: a moment tells nothing, and what happens then is decided by what one may see.
  static let nextLapseSQL = """
    SELECT proposal_lapses FROM cases
    WHERE proposal_lapses IS NOT NULL ORDER BY proposal_lapses LIMIT 1
    """

  func silences() throws -> [Silence] {
    let rows = try snapshot.db.rows(LedgerCasebook.silencesSQL)
    var found: [Silence] = []
    while let row = try rows.next() {
      found.append(try Stored.decode(Silence.self, from: row[0], table: "records"))
    }
    return found.sorted { $0.from < $1.from }
  }

  static let silencesSQL = "SELECT body FROM records WHERE kind = 'silence'"

  func entries(of kinds: Set<String>, since: Instant, before: Instant) throws -> [JournalEntry] {
    let names = kinds.sorted().map { "'\($0)'" }.joined(separator: ", ")
    let rows = try snapshot.db.rows(
      """
      SELECT \(JournalRow.columns) FROM journal_open
      WHERE at >= ? AND at < ? AND kind IN (\(names)) ORDER BY sequence
      """, [since.milliseconds, before.milliseconds])
    let hidden = Set(try visible().hidden.map { RecordID.matter(CaseNumber(key: $0)) })
    var entries: [JournalEntry] = []
    while let row = try rows.next() {
      let entry = try JournalRow(row).entry(.open, ring: snapshot.ring)
      if let record = entry.event.record, hidden.contains(record) { continue }
      entries.append(entry)
    }
    return entries
  }
}
