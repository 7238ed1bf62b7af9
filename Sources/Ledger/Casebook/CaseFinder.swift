import Casework
import GRDB

/// Answers a `CaseQuery`: one statement for the page, one for the count.
struct CaseFinder {
  let snapshot: Snapshot
  let visible: VisibleCases

  func find(_ query: CaseQuery) throws -> CasePage {
    guard let plan = try CaseSelection(query, visible, snapshot: snapshot) else {
      return CasePage(cases: [], total: 0)
    }
    // Writing this transaction's words into the index before each hint would cost a segment each.
    if !query.isHint { try snapshot.prepareSearch() }
    let limit = max(0, query.limit)
    let offset = max(0, query.offset)
    let cases = limit == 0 ? [] : try page(plan, query.byDue, limit: limit, offset: offset)
    if query.isHint { return CasePage(cases: cases, total: cases.count) }
    // A page that is neither empty nor full tells the count by itself.
    if !cases.isEmpty, cases.count < limit {
      return CasePage(cases: cases, total: offset + cases.count)
    }
    let total = try snapshot.db.value(plan.countSQL, plan.arguments, as: Int.self)
    return CasePage(cases: cases, total: total ?? 0)
  }

  private func page(_ plan: CaseSelection, _ byDue: Bool, limit: Int, offset: Int) throws -> [Case]
  {
    let rows = try snapshot.db.rows(
      sql(plan, byDue: byDue), plan.arguments + [limit, offset])
    var cases: [Case] = []
    while let row = try rows.next() {
      let id: Int = row[0]
      if let known = snapshot.memory.cases[CaseNumber(key: id)] {
        cases.append(known)
      } else {
        cases.append(try snapshot.decodedCase(row[1], id: id))
      }
    }
    return cases
  }

  /// The statement of a page, which lacks only limit and offset.
  func sql(_ plan: CaseSelection, byDue: Bool) -> String {
    """
    SELECT cases.id, body FROM \(plan.source) WHERE \(plan.pageSQL)
    ORDER BY \(order(plan, byDue)) LIMIT ? OFFSET ?
    """
  }

  // Never by rank: it would tell of rows that are hidden.
  private func order(_ plan: CaseSelection, _ byDue: Bool) -> String {
    // Restricted numbers count below zero; the order is that of the numbers.
    if byDue { return "due IS NULL, due, abs(cases.id), cases.id DESC" }
    if plan.searchesText { return "case_words.rowid DESC" }
    return visible.restricted == [] ? "cases.id DESC" : "abs(cases.id) DESC, cases.id DESC"
  }
}
