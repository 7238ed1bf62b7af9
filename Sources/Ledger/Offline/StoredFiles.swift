import Casework
import GRDB

/// What the journal says lies in `files/`.
public struct StoredFile: Sendable, Hashable {
  public var sha256: String
  public var size: Int64?
  /// The record that it belongs to: `case:12`.
  public var record: String
}

extension Auditor {
  /// Every file that an entry says was stored, in the order of the entries; the same file as often as
  /// it was. What was struck out is not there any more. Files of restricted cases are never fetched, so that the open chain names them all.
  public static func storedFiles(path: String) throws(LedgerError) -> [StoredFile] {
    let queue = try LedgerFile.openForReading(path: path, journalOnly: true)
    do {
      return try queue.read { db in
        let struck = try StruckFiles.of(db)
        var files: [StoredFile] = []
        let rows = try db.rows(
          """
          SELECT \(JournalRow.columns) FROM journal_open
          WHERE kind = 'case.evidence_stored' ORDER BY sequence
          """)
        while let row = try rows.next() {
          let event = try JournalRow(row).entry(.open, ring: KeyRing(nil)).event
          guard case .turned(let turned) = event.change,
            case .evidenceStored(let stored) = turned.turn, let digest = stored.sha256,
            !struck.contains(digest)
          else { continue }
          files.append(
            StoredFile(
              sha256: digest, size: stored.size, record: event.record?.description ?? "none"))
        }
        return files
      }
    } catch let error as DatabaseError {
      throw .store(StoreFailure(error))
    } catch {
      throw error as? LedgerError ?? .unreadable(table: "journal")
    }
  }
}
