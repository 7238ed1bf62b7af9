import Casework
import GRDB

/// A query as SQL. Every value is bound; only words of this program stand in the text.
///
/// Of the words the first 32 different ones count. A word without a letter, digit or sign can be
/// found nowhere, so that nothing fits.
struct CaseSelection {
  /// What stands after FROM.
  private(set) var source = "cases"
  /// The conditions of the page, and the whole statement that counts.
  private(set) var pageSQL = ""
  private(set) var countSQL = ""
  private(set) var arguments = StatementArguments()

  /// Whether rows come from the index of words.
  var searchesText: Bool { source != "cases" }

  /// Nil where nothing can fit.
  init?(_ query: CaseQuery, _ visible: VisibleCases, snapshot: Snapshot) throws {
    if let states = query.states, states.isEmpty { return nil }
    let ids = [query.unit?.text, query.lead?.text, query.involving?.text].compactMap { $0 }
    guard !ids.contains(where: { $0.utf8.contains(0) }) else { return nil }
    var narrowing = Terms()
    guard try addWords(query, snapshot, to: &narrowing) else { return nil }
    if let day = query.overdueOn {
      // NOT NULL follows from the comparison, but without it SQLite scans for the order.
      narrowing.add("running = 1 AND due IS NOT NULL AND due < ?", day.dayNumber)
      if !query.lateness.isWhole { narrowing.add(CaseSelection.told(query.lateness)) }
    }
    if let unit = query.unit { narrowing.add("unit = ?", unit.text) }
    if let lead = query.lead {
      narrowing.add(
        "cases.id IN (SELECT case_id FROM case_people WHERE person = ? AND part = 'lead')",
        lead.text)
    }
    if let person = query.involving {
      let others = query.standingInFor.map(\.text).filter { !$0.utf8.contains(0) }
      let marks = others.map { _ in "?" }.joined(separator: ", ")
      let more =
        others.isEmpty
        ? ""
        : " UNION SELECT case_id FROM case_people WHERE person IN (\(marks)) AND part IN ('lead', 'contact')"
      narrowing.add(
        """
        cases.id IN (SELECT case_id FROM case_people WHERE person = ? AND part <> 'sender'\(more))
        """,
        [person.text] + others)
    }
    if query.isUnled { narrowing.add(try snapshot.unled("cases.lead"), []) }
    // A + keeps SQLite from the index of states where another way leads to fewer rows, or where
    // rows in the order of their numbers are wanted.
    let narrowed = !narrowing.sql.isEmpty
    pageSQL = narrowing.joined(
      with: CaseSelection.general(query, visible, hint: narrowed || query.states == nil ? "+" : "")
    )
    arguments = StatementArguments(narrowing.values)
    // Nobody counts what a hint finds.
    if query.isHint { return }
    countSQL =
      searchesText && narrowing.sql.count == 1
      ? CaseSelection.countOfWords(query, visible)
      : "SELECT count(*) FROM \(source) WHERE "
        + narrowing.joined(
          with: CaseSelection.general(query, visible, hint: narrowed ? "+" : ""))
  }

  // Words alone: the index holds open cases only, so that their rows need not be looked at.
  private static func countOfWords(_ query: CaseQuery, _ visible: VisibleCases) -> String {
    let (sign, states) = query.states.map { ("IN", names($0)) } ?? ("NOT IN", "'withdrawn'")
    return """
      SELECT count(*) FROM case_words WHERE case_words MATCH ? AND rowid \(sign)
        (SELECT id FROM cases WHERE audience = 'open' AND state IN (\(states)))
      """ + visible.unhidden("rowid").map { " AND \($0)" }.joined()
  }

  /// The cases whose lateness is told: as `LatenessScope.holds` has it.
  private static func told(_ scope: LatenessScope) -> Terms {
    var ways = [
      "cases.id < 0",
      "EXISTS (SELECT 1 FROM case_facts WHERE case_id = cases.id AND unit_name IS NULL)",
    ]
    func marks(_ values: [String]) -> String { values.map { _ in "?" }.joined(separator: ", ") }
    let units = scope.units.map(\.text).filter { !$0.utf8.contains(0) }.sorted()
    let people = scope.people.map(\.text).filter { !$0.utf8.contains(0) }
    if !units.isEmpty { ways.append("cases.unit IN (\(marks(units)))") }
    if !people.isEmpty {
      ways.append(
        """
        cases.id IN (SELECT case_id FROM case_people
          WHERE person IN (\(marks(people))) AND part IN ('lead', 'contact'))
        """)
    }
    var terms = Terms()
    terms.add("(\(ways.joined(separator: " OR ")))", units + people)
    return terms
  }

  private static func names(_ states: Set<CaseState>) -> String {
    states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
  }

  private static func general(
    _ query: CaseQuery, _ visible: VisibleCases, hint: String
  ) -> [String] {
    var terms = visible.terms("cases.id", open: "\(hint)audience = 'open'")
    if let states = query.states {
      terms.append("\(hint)state IN (\(names(states)))")
    } else {
      terms.append("\(hint)state <> 'withdrawn'")
    }
    return terms
  }

  /// False where a word can be found nowhere.
  private mutating func addWords(_ query: CaseQuery, _ snapshot: Snapshot, to terms: inout Terms)
    throws -> Bool
  {
    var inText: [String] = []
    var named = Terms()
    for word in CaseSelection.different(query.words) {
      guard let phrase = WordPairs.phrase(word, marked: query.searchesSource) else { return false }
      // A hint looks at the text alone.
      let people = query.isHint ? [] : try CaseSelection.people(named: word, snapshot)
      if people.isEmpty {
        inText.append(phrase)
      } else {
        let marks = people.map { _ in "?" }.joined(separator: ", ")
        named.add(
          """
          cases.id IN (SELECT rowid FROM case_words WHERE case_words MATCH ? UNION
            SELECT case_id FROM case_people
            WHERE person IN (\(marks)) AND part IN ('lead', 'contact'))
          """, [phrase] + people)
      }
    }
    if !inText.isEmpty {
      source = "case_words CROSS JOIN cases ON cases.id = case_words.rowid"
      terms.add("case_words MATCH ?", inText.joined(separator: " AND "))
    }
    terms.add(named)
    return true
  }

  // SQLite limits the depth of an expression; nobody means more words than this.
  private static func different(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return Array(words.filter { seen.insert($0).inserted }.prefix(32))
  }

  // People are not in the index: they are few, and a change of name then costs nothing.
  private static func people(named word: String, _ snapshot: Snapshot) throws -> [String] {
    let people = try snapshot.people().register.values
    // Whoever bears the name is meant, and nobody whose name only begins with it.
    let exact = people.filter { $0.isCalled(word) }
    let found =
      exact.isEmpty
      ? people.filter {
        PersonName($0.given).bare.contains(word) || ($0.title?.contains(word) ?? false)
      } : exact
    return found.prefix(100).map(\.id.text)
  }
}

/// Conditions that must all hold, with their values in order.
private struct Terms {
  private(set) var sql: [String] = []
  private(set) var values: [any DatabaseValueConvertible] = []

  mutating func add(_ term: String, _ value: any DatabaseValueConvertible) {
    add(term, [value])
  }

  mutating func add(_ term: String, _ new: [any DatabaseValueConvertible]) {
    sql.append(term)
    values.append(contentsOf: new)
  }

  mutating func add(_ other: Terms) {
    sql.append(contentsOf: other.sql)
    values.append(contentsOf: other.values)
  }

  func joined(with more: [String]) -> String {
    (sql + more).joined(separator: " AND ")
  }
}
