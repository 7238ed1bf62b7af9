import Casework
import GRDB

/// A file of a case that is to be fetched from the IM.
public struct FetchJob: Sendable, Equatable, Identifiable {
  public var id: Int64
  public var matter: CaseNumber
  /// What the IM needs to hand the file over.
  public var reference: String
  /// The IM's word for it: photo, document …
  public var kind: String
  /// Who sent it, and hears of it if it cannot be had.
  public var sender: PersonID
  /// How often it failed.
  public var attempts: Int
  public var createdAt: Instant
}

extension Transaction {
  /// Puts a job in, in the transaction of the event that the file came with. A file that is waited
  /// for or stored already is not fetched twice; one that failed is tried anew.
  public func enqueueFetch(
    _ file: Evidence, of matter: CaseNumber, sender: PersonID, at instant: Instant
  ) throws {
    try checkOpen()
    try db.run(
      """
      INSERT INTO fetches (case_id, reference, kind, sender, created_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (case_id, reference) DO UPDATE
      SET state = 0, attempts = 0, not_before = 0, sender = excluded.sender,
        created_at = excluded.created_at
      WHERE state > 1
      """,
      [
        matter.key, try bindable(file.reference, "file"), try bindable(file.kind, "kind"),
        try bindable(sender.text, "person"), instant.milliseconds,
      ])
  }

  /// Ends a job that waits.
  ///
  /// - Returns: False where it was ended before, so that its event is appended once.
  public func endFetch(_ id: Int64, stored: Bool) throws -> Bool {
    try checkOpen()
    try db.run(
      "UPDATE fetches SET state = ? WHERE id = ? AND state = 0",
      [stored ? 1 : 2, id])
    return db.changesCount > 0
  }

  /// Tries again later.
  public func postponeFetch(_ id: Int64, until instant: Instant, attempts: Int) throws {
    try checkOpen()
    try db.run(
      "UPDATE fetches SET attempts = ?, not_before = ? WHERE id = ? AND state = 0",
      [attempts, instant.milliseconds, id])
  }

  /// What failed for good of that sender's files and was not told yet: once no file of the same
  /// case and sender is still to be tried for the first time.
  ///
  /// - Returns: The kinds of the files; they count as told.
  public func failuresToTell(of matter: CaseNumber, sender: PersonID) throws -> [String] {
    try checkOpen()
    let who = try bindable(sender.text, "person")
    let untried = try db.value(
      """
      SELECT count(*) FROM fetches WHERE case_id = ? AND sender = ? AND state = 0 AND attempts = 0
      """, [matter.key, who], as: Int.self)
    guard untried == 0 else { return [] }
    let rows = try db.rows(
      "SELECT kind FROM fetches WHERE case_id = ? AND sender = ? AND state = 2 ORDER BY id",
      [matter.key, who])
    var kinds: [String] = []
    while let row = try rows.next() { kinds.append(row[0]) }
    try db.run(
      "UPDATE fetches SET state = 3 WHERE case_id = ? AND sender = ? AND state = 2",
      [matter.key, who])
    return kinds
  }

  /// Puts in what the projections say is still to be fetched where there is no job at all: a ledger
  /// that was rebuilt, or is older than jobs are.
  public func adoptFetches(at instant: Instant) throws {
    try checkOpen()
    guard try db.value("SELECT EXISTS (SELECT 1 FROM fetches)", as: Bool.self) == false else {
      return
    }
    let rows = try db.rows(
      """
      SELECT body FROM cases
      WHERE id > 0 AND instr(CAST(body AS TEXT), '"evidence":[{') > 0 ORDER BY id
      """)
    var cases: [Case] = []
    while let row = try rows.next() {
      cases.append(try Stored.decode(Case.self, from: row[0], table: "cases"))
    }
    for matter in cases {
      for item in matter.handling?.evidence ?? [] where item.isWaiting {
        try enqueueFetch(item.file, of: matter.number, sender: item.by, at: instant)
      }
    }
  }
}

extension Snapshot {
  /// Jobs that may be tried now, the oldest wait first.
  public func dueFetches(at instant: Instant, limit: Int) throws -> [FetchJob] {
    let rows = try db.rows(Fetches.dueSQL, [instant.milliseconds, max(0, limit)])
    var jobs: [FetchJob] = []
    while let row = try rows.next() {
      jobs.append(
        FetchJob(
          id: row[0], matter: CaseNumber(key: row[1]), reference: row[2], kind: row[3],
          sender: PersonID(row[4]), attempts: row[5], createdAt: Instant(milliseconds: row[6])))
    }
    return jobs
  }
}

/// Statements whose speed matters; a test looks at their plans.
enum Fetches {
  static let dueSQL = """
    SELECT id, case_id, reference, kind, sender, attempts, created_at FROM fetches
    WHERE state = 0 AND not_before <= ? ORDER BY not_before, id LIMIT ?
    """
}
