import Casework
import GRDB

/// What leaves the ledger as rows: of the open audience only, at one moment, beside a running
/// bot, in constant memory.
public struct Export {
  private let queue: DatabaseQueue
  let zone: Zone
  private let since: CivilDate?
  private let until: CivilDate?

  /// - Parameters:
  ///   - path: The ledger's file.
  ///   - zone: Gives days and offsets.
  ///   - since: The first day: of registration for cases, of the entry for events.
  ///   - until: The last day, included.
  /// - Throws: `LedgerError` where the file cannot be read.
  public init(
    path: String, zone: Zone, since: CivilDate? = nil, until: CivilDate? = nil
  ) throws(LedgerError) {
    queue = try LedgerFile.openForReading(path: path)
    self.zone = zone
    self.since = since
    self.until = until
  }

  /// All open cases by number, withdrawn ones too.
  ///
  /// - Parameters:
  ///   - overdue: How many working days a running case is past its deadline; 0 for none.
  ///   - body: Takes each row.
  public func cases(
    overdue: (Deadline) -> Int, _ body: (ExportRow) throws -> Void
  ) throws {
    try read { snapshot in
      let rows = try snapshot.db.rows(Export.casesSQL)
      while let row = try rows.next() {
        let matter = try Stored.decode(Case.self, from: row[0], table: "cases")
        guard includes(matter.registeredAt) else { continue }
        try body(CaseExport.row(matter, snapshot: snapshot, zone: zone, overdue: overdue))
      }
    }
  }

  /// All entries of the open chain in order.
  public func events(_ body: (ExportRow) throws -> Void) throws {
    try read { snapshot in
      let rows = try snapshot.db.rows(
        """
        SELECT \(JournalRow.columns) FROM journal_open
        WHERE record IS NULL OR record NOT IN (SELECT 'case:' || id FROM cases WHERE inside = 1)
        ORDER BY sequence
        """)
      while let row = try rows.next() {
        let entry = JournalRow(row)
        guard includes(Instant(milliseconds: entry.at)) else { continue }
        try body(EventExport.row(entry, snapshot: snapshot, zone: zone))
      }
    }
  }

  /// Cases that the whole work group knows of.
  static let casesSQL =
    "SELECT body FROM cases WHERE audience = 'open' AND inside = 0 ORDER BY id"

  /// The columns of a case, in order.
  public static var caseColumns: [String] { CaseExport.columns }

  /// The columns of an event, in order.
  public static var eventColumns: [String] { EventExport.columns }

  func includes(_ instant: Instant) -> Bool {
    guard since != nil || until != nil else { return true }
    return includes(zone.day(of: instant))
  }

  func includes(_ day: CivilDate) -> Bool {
    if let since, day < since { return false }
    if let until, day > until { return false }
    return true
  }

  func read(_ body: (Snapshot) throws -> Void) throws {
    do {
      try queue.read { try body(Snapshot(db: $0, memory: Memory(), ring: KeyRing(nil))) }
    } catch {
      throw LedgerError.translated(error)
    }
  }
}
