import Casework
import GRDB

/// What one person may see of the restricted series.
extension LedgerCasebook {
  /// The restricted cases the reader may see, as they are kept; empty for everybody's reader.
  func cleared() throws -> [Int] {
    guard case .person(let id) = reader, !id.text.utf8.contains(0),
      let person = try snapshot.people().register[id], person.isCleared
    else { return [] }
    let rows = try snapshot.db.rows(LedgerCasebook.clearedSQL, [id.text])
    var numbers: [Int] = []
    while let row = try rows.next() { numbers.append(row[0]) }
    return numbers
  }

  static let clearedSQL = """
    SELECT DISTINCT case_id FROM case_people
    WHERE person = ? AND part IN ('receiver', 'lead', 'contact') AND case_id < 0 ORDER BY case_id
    """

  /// The conditions that keep duties to those the reader may know of.
  func visibleDuties() throws -> [String] {
    var terms = try visible().terms("case_id")
    switch try Viewer.Standing.of(reader, self) {
    case let standing where standing.seesPrivateInstruments: break
    case .contact: terms.append("kind <> '\(Duty.Kind.consentPrivately.rawValue)'")
    default:
      let hidden = Duty.Kind.allCases.filter(\.isPrivate).map { "'\($0.rawValue)'" }
      terms.append("kind NOT IN (\(hidden.joined(separator: ", ")))")
    }
    return terms
  }

  /// A case as the reader may see it.
  func shown(_ matter: Case) throws -> Case {
    // Most have none, and then it does not matter who reads.
    guard reader != .clock, matter.handling?.instruments.contains(where: \.isPrivate) ?? false
    else { return matter }
    return try Viewer.Standing.of(reader, self).shown(matter)
  }

  /// The entries that the reader may be told of.
  func shown(_ entries: [JournalEntry]) throws -> [JournalEntry] {
    guard reader != .clock else { return entries }
    return try Viewer.Standing.of(reader, self).shown(entries) { number, serial in
      try snapshot.matter(number)?.handling?.instruments.first { $0.serial == serial }
    }
  }

  /// Whether the reader may see that record.
  func sees(_ record: RecordID) throws -> Bool {
    if reader == .clock { return true }
    guard case .matter(let number) = record else { return record.audience == .open }
    if number.series == .open { return try !isKeptInside(number) }
    return try cleared().contains(number.key)
  }

  func nextRestrictedNumber() throws -> CaseNumber {
    let last = try snapshot.db.value("SELECT min(id) FROM cases WHERE id < 0", as: Int.self) ?? 0
    return CaseNumber(-last + 1, series: .restricted)
  }

  func handedOver(by person: PersonID) throws -> [Transfer] {
    guard reader == .person(person), !person.text.utf8.contains(0),
      try snapshot.people().register[person]?.groups.isEmpty == false
    else { return [] }
    let rows = try snapshot.db.rows(
      """
      SELECT cases.id FROM case_people JOIN cases ON cases.id = case_people.case_id
      WHERE person = ? AND part = 'sender' AND case_id < 0 AND state <> 'withdrawn'
      ORDER BY case_id DESC
      """, [person.text])
    var numbers: [Int] = []
    while let row = try rows.next() { numbers.append(row[0]) }
    return try numbers.flatMap {
      try snapshot.matter(CaseNumber(key: $0))?.handling?.transfers.filter { $0.from == person }
        ?? []
    }
  }

  func trail(of record: RecordID) throws -> [JournalEntry] {
    let text = record.description
    guard !text.utf8.contains(0), try sees(record) else { return [] }
    return try shown(entries("record = ?", [text], chain: record.audience))
  }
}
