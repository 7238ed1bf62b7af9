import Casework
import GRDB

/// Facts and issues of an open case as their tables hold them.
enum FactRow {
  static func write(_ db: Database, _ new: Case, old: Case?) throws {
    let facts = CaseFacts(new)
    if old.map(CaseFacts.init) != facts {
      try db.run(
        """
        INSERT OR REPLACE INTO case_facts (case_id, state, registered_at, closed_at, reported_at,
          result, due, first_due, unit, unit_name, lead, area, place, project, source, relapses,
          urges, inside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          facts.number.key, facts.state.rawValue, facts.registeredAt.milliseconds,
          facts.closedAt?.milliseconds, facts.reportedAt?.milliseconds, facts.result?.rawValue,
          facts.due?.dayNumber, facts.firstDue?.dayNumber,
          try bindable(optional: facts.unit?.id?.text, "unit"),
          try bindable(optional: facts.unit?.name, "unit"),
          try bindable(optional: facts.lead?.text, "lead"),
          try bindable(optional: facts.area, "area"), try bindable(optional: facts.place, "place"),
          try bindable(optional: facts.project, "project"),
          try bindable(optional: facts.source, "source"), facts.relapses, facts.urges,
          facts.isInner,
        ])
    }
    let before = old.map(IssueFacts.of) ?? []
    let after = IssueFacts.of(new)
    guard before != after else { return }
    for issue in before where !after.contains(issue) {
      try db.run(
        "DELETE FROM case_issues WHERE case_id = ? AND serial = ?",
        [issue.matter.key, issue.serial])
    }
    for issue in after where !before.contains(issue) {
      try db.run(
        """
        INSERT OR REPLACE INTO case_issues (case_id, serial, kind, issued_at, answered)
        VALUES (?, ?, ?, ?, ?)
        """,
        [
          issue.matter.key, issue.serial, try bindable(issue.kind, "kind"),
          issue.issuedAt.milliseconds, issue.isAnswered,
        ])
    }
  }

  static let columns = """
    case_id, state, registered_at, closed_at, reported_at, result, due, first_due, unit,
    unit_name, lead, area, place, project, source, relapses, urges, inside
    """

  static func facts(_ row: Row) throws(LedgerError) -> CaseFacts {
    let (result, unit, lead): (String?, String?, String?) = (row[5], row[8], row[10])
    let (closed, reported): (Int64?, Int64?) = (row[3], row[4])
    let (due, firstDue): (Int?, Int?) = (row[6], row[7])
    let unitName: String? = row[9]
    guard let state = CaseState(rawValue: row[1]) else { throw .unreadable(table: "case_facts") }
    return CaseFacts(
      number: CaseNumber(key: row[0]), registeredAt: Instant(milliseconds: row[2]),
      closedAt: closed.map(Instant.init(milliseconds:)),
      reportedAt: reported.map(Instant.init(milliseconds:)), state: state,
      result: result.flatMap(ClosingResult.init(rawValue:)),
      due: due.map(CivilDate.init(dayNumber:)), firstDue: firstDue.map(CivilDate.init(dayNumber:)),
      unit: unitName.map { UnitReference(id: unit.map { UnitID($0) }, name: $0) },
      lead: lead.map { PersonID($0) }, area: row[11], place: row[12], project: row[13],
      source: row[14], relapses: row[15], urges: row[16], isInner: row[17])
  }
}
