import Casework
import GRDB

extension LedgerCasebook {
  func matter(ofInstrument number: String) throws -> CaseNumber? {
    guard !number.utf8.contains(0) else { return nil }
    let key: Int? = try snapshot.db.value(LedgerCasebook.numberedSQL, [number])
    guard let key, try sees(.matter(CaseNumber(key: key))) else { return nil }
    return CaseNumber(key: key)
  }

  static let numberedSQL = "SELECT case_id FROM instruments WHERE number = ?"

  func lastInstrument(_ kind: String, in year: Int) throws -> Int {
    guard !kind.utf8.contains(0) else { return 0 }
    let last: Int? = try snapshot.db.value(LedgerCasebook.lastInstrumentSQL, [kind, year])
    return last ?? 0
  }

  static let lastInstrumentSQL = """
    SELECT serial FROM instruments WHERE kind = ? AND year = ? ORDER BY serial DESC LIMIT 1
    """
}
