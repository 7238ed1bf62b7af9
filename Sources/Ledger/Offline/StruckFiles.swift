import Casework
import GRDB

/// Files that went with what was struck out.
enum StruckFiles {
  private struct Place: Hashable {
    var record: String?
    var reference: String
  }

  /// Their digests: of files that came with entries that were struck out, and with no others.
  static func of(_ db: Database) throws -> Set<String> {
    var gone: Set<Place> = []
    let struck = try db.rows(
      "SELECT \(JournalRow.columns) FROM journal_open WHERE hidden = 2 ORDER BY sequence")
    while let row = try struck.next() {
      let row = JournalRow(row)
      for file in try Change(row.stored).files {
        gone.insert(Place(record: row.record, reference: file.reference))
      }
    }
    guard !gone.isEmpty else { return [] }
    var (with, without): (Set<String>, Set<String>) = ([], [])
    let stored = try db.rows(
      """
      SELECT \(JournalRow.columns) FROM journal_open
      WHERE kind = 'case.evidence_stored' ORDER BY sequence
      """)
    while let row = try stored.next() {
      let row = JournalRow(row)
      guard case .turned(let turned) = try Change(row.stored),
        case .evidenceStored(let file) = turned.turn, let digest = file.sha256
      else { continue }
      if gone.contains(Place(record: row.record, reference: file.reference)) {
        with.insert(digest)
      } else {
        without.insert(digest)
      }
    }
    return with.subtracting(without)
  }
}
