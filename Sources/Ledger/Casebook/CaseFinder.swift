import Casework
import Foundation
import GRDB

/// Answers a `CaseQuery`: one statement for the page, one for the count. Of its words the first 32
/// different ones count; a word without a letter, digit or sign finds nothing.
struct CaseFinder {
  let snapshot: Snapshot
  let audience: Audience

  func find(_ query: CaseQuery) throws -> CasePage {
    guard let conditions = try Conditions(query, audience: audience, snapshot: snapshot) else {
      return CasePage(cases: [], total: 0)
    }
    try snapshot.prepareSearch()
    let limit = max(0, query.limit)
    let offset = max(0, query.offset)
    let cases = limit == 0 ? [] : try page(conditions, query.byDue, limit: limit, offset: offset)
    // A page that is neither empty nor full tells the count by itself.
    if !cases.isEmpty, cases.count < limit {
      return CasePage(cases: cases, total: offset + cases.count)
    }
    let total = try snapshot.db.value(
      "SELECT count(*) FROM cases WHERE \(conditions.sql)", conditions.arguments, as: Int.self)
    return CasePage(cases: cases, total: total ?? 0)
  }

  private func page(_ conditions: Conditions, _ byDue: Bool, limit: Int, offset: Int) throws
    -> [Case]
  {
    // Restricted numbers count below zero; the order is that of the numbers.
    let byNumber = audience == .open ? "id DESC" : "abs(id) DESC, id DESC"
    let order = byDue ? "due IS NULL, due, abs(id), id DESC" : byNumber
    let rows = try snapshot.db.rows(
      "SELECT id, body FROM cases WHERE \(conditions.sql) ORDER BY \(order) LIMIT ? OFFSET ?",
      conditions.arguments + [limit, offset])
    var cases: [Case] = []
    while let row = try rows.next() {
      let id: Int = row[0]
      if let known = snapshot.memory.cases[CaseNumber(id)] {
        cases.append(known)
      } else {
        cases.append(try Stored.decode(Case.self, from: row[1], table: "cases"))
      }
    }
    return cases
  }
}

/// A query as SQL. Every value is bound; only words of this program stand in the text.
private struct Conditions {
  private(set) var sql: String
  private(set) var arguments = StatementArguments()

  /// Nil where nothing can fit.
  init?(_ query: CaseQuery, audience: Audience, snapshot: Snapshot) throws {
    var terms: [String] = []
    if audience == .open { terms.append("audience = 'open'") }
    if let states = query.states {
      guard !states.isEmpty else { return nil }
      let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
      terms.append("state IN (\(names))")
    } else {
      terms.append("state <> 'withdrawn'")
    }
    var values: [any DatabaseValueConvertible] = []
    if let day = query.overdueOn {
      terms.append("running = 1 AND due < ?")
      values.append(day.dayNumber)
    }
    if let unit = query.unit {
      guard !unit.text.utf8.contains(0) else { return nil }
      terms.append("unit = ?")
      values.append(unit.text)
    }
    if let lead = query.lead {
      guard !lead.text.utf8.contains(0) else { return nil }
      terms.append("id IN (SELECT case_id FROM case_people WHERE person = ? AND part = 'lead')")
      values.append(lead.text)
    }
    if let person = query.involving {
      guard !person.text.utf8.contains(0) else { return nil }
      terms.append("id IN (SELECT case_id FROM case_people WHERE person = ?)")
      values.append(person.text)
    }
    for word in Conditions.different(query.words) {
      guard let phrase = WordPairs.phrase(word) else { return nil }
      let inText = "id IN (SELECT rowid FROM case_words WHERE case_words MATCH ?)"
      let named = try Conditions.named(word, snapshot)
      values.append(phrase)
      if named.isEmpty {
        terms.append(inText)
      } else {
        let marks = named.map { _ in "?" }.joined(separator: ", ")
        terms.append(
          """
          (\(inText) OR id IN (SELECT case_id FROM case_people
            WHERE person IN (\(marks)) AND part IN ('lead', 'contact')))
          """)
        values.append(contentsOf: named)
      }
    }
    sql = terms.joined(separator: " AND ")
    arguments = StatementArguments(values)
  }

  // SQLite limits the depth of an expression; nobody means more words than this.
  private static func different(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return Array(words.filter { seen.insert($0).inserted }.prefix(32))
  }

  // People are not in the index: they are few, and a change of name then costs nothing.
  private static func named(_ word: String, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.people().register.values
      .filter { $0.name.contains(word) || ($0.title?.contains(word) ?? false) }
      .prefix(100).map(\.id.text)
  }
}
