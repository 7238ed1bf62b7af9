import Casework
import GRDB

/// What reports read: facts and issues from tables of their own, which hold open cases only.
extension LedgerCasebook {
  func facts(_ query: FactQuery) throws -> [CaseFacts] {
    guard let (sql, arguments) = try factStatement(query) else { return [] }
    if !query.words.isEmpty { try snapshot.prepareSearch() }
    let rows = try snapshot.db.rows(sql, arguments)
    var found: [CaseFacts] = []
    while let row = try rows.next() { found.append(try FactRow.facts(row)) }
    return found
  }

  /// Nil where nothing can fit.
  func factStatement(_ query: FactQuery) throws -> (String, StatementArguments)? {
    let states = query.states ?? FactQuery.counted
    let texts = [query.unit?.text, query.lead?.text, query.project].compactMap { $0 }
    guard !states.isEmpty, !texts.contains(where: { $0.utf8.contains(0) }) else { return nil }
    // Words come from the index first, so that only rows that fit are read.
    var source = "case_facts"
    var terms: [String] = []
    var values: [any DatabaseValueConvertible] = []
    var phrases: [String] = []
    for word in query.words.prefix(32) {
      guard let phrase = WordPairs.phrase(word) else { return nil }
      phrases.append(phrase)
    }
    if !phrases.isEmpty {
      source = "case_words CROSS JOIN case_facts ON case_facts.case_id = case_words.rowid"
      terms.append("case_words MATCH ?")
      values.append(phrases.joined(separator: " AND "))
    }
    let moment = query.moment == .registered ? "registered_at" : "closed_at"
    if let from = query.from {
      terms.append("\(moment) >= ?")
      values.append(from.milliseconds)
    }
    if let before = query.before {
      terms.append("\(moment) < ?")
      values.append(before.milliseconds)
    }
    if let unit = query.unit {
      terms.append("unit = ?")
      values.append(unit.text)
    }
    if let lead = query.lead {
      terms.append("lead = ?")
      values.append(lead.text)
    }
    if let project = query.project {
      terms.append("project = ?")
      values.append(project)
    }
    if query.inProjects { terms.append("project IS NOT NULL") }
    let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
    terms.append("state IN (\(names))")
    terms += try visible().unhidden("case_id")
    let sql = """
      SELECT \(FactRow.columns) FROM \(source) WHERE \(terms.joined(separator: " AND "))
      ORDER BY case_id
      """
    return (sql, StatementArguments(values))
  }

  func issues(from: Instant?, before: Instant?) throws -> [IssueFacts] {
    let isShown = try Viewer.Standing.of(reader, self).seesPrivateInstruments
    let unhidden = try visible().unhidden("case_id").map { " AND \($0)" }.joined()
    let rows = try snapshot.db.rows(
      """
      SELECT case_id, serial, kind, issued_at, answered FROM case_issues
      WHERE issued_at >= ? AND issued_at < ?\(unhidden) ORDER BY case_id, serial
      """, [from?.milliseconds ?? .min, before?.milliseconds ?? .max])
    var found: [IssueFacts] = []
    while let row = try rows.next() {
      let facts = IssueFacts(
        matter: CaseNumber(key: row[0]), serial: row[1], kind: row[2],
        issuedAt: Instant(milliseconds: row[3]), isAnswered: row[4])
      if isShown || !facts.isPrivate { found.append(facts) }
    }
    return found
  }

  func duties(claimed claims: [DutyClaim], limit: Int, offset: Int) throws -> DutyPage {
    var terms: [String] = []
    var values: [any DatabaseValueConvertible] = []
    for claim in claims where !claim.kinds.isEmpty {
      var conditions = [
        "kind IN (\(claim.kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))"
      ]
      if let through = claim.through {
        conditions.append("day <= ?")
        values.append(through.dayNumber)
      }
      if let since = claim.since {
        conditions.append("since < ?")
        values.append(since.milliseconds)
      }
      for (people, parts) in [
        (claim.tied, "'lead', 'contact'"), (claim.led, "'lead'"),
        (claim.received.map { [$0] }, "'receiver'"),
      ] {
        guard let people else { continue }
        let ids = people.map(\.text).filter { !$0.utf8.contains(0) }
        let marks = ids.map { _ in "?" }.joined(separator: ", ")
        conditions.append(
          """
          case_id IN (SELECT case_id FROM case_people
            WHERE person IN (\(marks)) AND part IN (\(parts)))
          """)
        values.append(contentsOf: ids)
      }
      if let unit = claim.unit {
        guard !unit.text.utf8.contains(0) else { continue }
        conditions.append("case_id IN (SELECT id FROM cases WHERE unit = ?)")
        values.append(unit.text)
        let open = claim.isPrivate ? "" : " WHERE serial < \(Instrument.firstPrivateSerial)"
        conditions.append("case_id IN (SELECT case_id FROM case_issues\(open))")
      }
      if let unit = claim.besides, !unit.text.utf8.contains(0) {
        conditions.append("case_id NOT IN (SELECT id FROM cases WHERE unit = ?)")
        values.append(unit.text)
      }
      if claim.sentOnly { conditions.append("case_id NOT IN (\(LedgerCasebook.unsent))") }
      terms.append("(\(conditions.joined(separator: " AND ")))")
    }
    guard !terms.isEmpty else { return DutyPage(duties: [], total: 0, cases: []) }
    let condition =
      (try visibleDuties() + ["(\(terms.joined(separator: " OR ")))"]).joined(separator: " AND ")
    let duties = try snapshot.duties(of: Set(claims.flatMap(\.kinds)))
    let counts = try snapshot.db.rows(
      "SELECT case_id, count(*) FROM \(duties) WHERE \(condition) GROUP BY case_id",
      StatementArguments(values))
    var total = 0
    var cases: Set<CaseNumber> = []
    while let row = try counts.next() {
      cases.insert(CaseNumber(key: row[0]))
      total += row[1] as Int
    }
    let rows = try snapshot.db.rows(
      """
      SELECT case_id, kind, day, since FROM \(duties) WHERE \(condition)
      ORDER BY day IS NULL, day, case_id < 0, abs(case_id), kind LIMIT ? OFFSET ?
      """, StatementArguments(values) + [max(0, limit), max(0, offset)])
    var found: [Duty] = []
    while let row = try rows.next() {
      let day: Int? = row[2]
      guard let kind = Duty.Kind(rawValue: row[1]) else {
        throw LedgerError.unreadable(table: "duties")
      }
      found.append(
        Duty(
          matter: CaseNumber(key: row[0]), kind: kind, day: day.map(CivilDate.init(dayNumber:)),
          since: Instant(milliseconds: row[3])))
    }
    return DutyPage(duties: found, total: total, cases: cases)
  }

  func gaps() throws -> Gaps {
    let open = CaseState.allCases.filter(\.isOpen).map { "'\($0.rawValue)'" }
      .joined(separator: ", ")
    let unhidden = try visible().unhidden("case_facts.case_id")
    func numbers(_ condition: String) throws -> [CaseNumber] {
      let terms = (["state IN (\(open))", condition] + unhidden).joined(separator: " AND ")
      let rows = try snapshot.db.rows(
        "SELECT case_id FROM case_facts WHERE \(terms) ORDER BY case_id")
      var found: [CaseNumber] = []
      while let row = try rows.next() { found.append(CaseNumber(key: row[0])) }
      return found
    }
    return Gaps(
      undated: try numbers(
        """
        (SELECT due FROM cases WHERE cases.id = case_facts.case_id) IS NULL
          AND NOT EXISTS (SELECT 1 FROM duties
          WHERE duties.case_id = case_facts.case_id AND day IS NOT NULL)
        """),
      unled: try numbers(snapshot.unled("lead")),
      unhanded: try numbers("case_id IN (\(LedgerCasebook.unsent))"))
  }

  /// The cases that no unit was sent yet.
  private static let unsent =
    "SELECT case_id FROM duties WHERE kind = '\(Duty.Kind.assign.rawValue)'"

  func activities(_ days: ClosedRange<CivilDate>?) throws -> [Activity] {
    try SmallRecord.all(
      snapshot.db, Activity.self, where: "\(LedgerCasebook.standing) AND day BETWEEN ? AND ?",
      [days?.lowerBound.dayNumber ?? .min, days?.upperBound.dayNumber ?? .max],
      order: "day, length(id), id")
  }

  func activities(newest limit: Int, offset: Int) throws -> (activities: [Activity], total: Int) {
    let condition = LedgerCasebook.standing
    let total: Int? = try snapshot.db.value("SELECT count(*) FROM records WHERE \(condition)")
    let found = try SmallRecord.all(
      snapshot.db, Activity.self, where: condition, [max(0, limit), max(0, offset)],
      order: "day DESC, length(id) DESC, id DESC LIMIT ? OFFSET ?")
    return (found, total ?? 0)
  }

  func waitingActivities() throws -> [Activity] {
    try SmallRecord.all(
      snapshot.db, Activity.self,
      where: "kind = 'activity' AND (day IS NULL OR instr(body, '\"more\":') > 0)", [],
      order: "length(id), id"
    ).filter { !$0.withdrawn && ($0.waits == true || $0.more != nil) }
  }

  /// Activities that were not taken back and count.
  static let standing = "kind = 'activity' AND day IS NOT NULL"

  func activity(_ serial: Int) throws -> Activity? {
    try SmallRecord.read(snapshot.db, .activity(serial), Activity.self)
  }

  func figure(_ serial: Int) throws -> Figure? {
    try SmallRecord.read(snapshot.db, .figure(serial), Figure.self)
  }

  func nextActivity() throws -> Int { try count("activity") + 1 }
  func nextFigure() throws -> Int { try count("figure") + 1 }

  // None is ever deleted, so that how many there are tells the next number.
  private func count(_ kind: String) throws -> Int {
    try snapshot.db.value("SELECT count(*) FROM records WHERE kind = ?", [kind]) ?? 0
  }
}
