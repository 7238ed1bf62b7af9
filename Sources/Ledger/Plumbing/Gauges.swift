import Casework
import GRDB

/// Figures of the ledger for an operator's watch. They count nothing restricted, since whoever reads
/// a monitoring page may learn from its curve that there is something.
public struct LedgerGauges: Sendable, Equatable {
  /// Messages that wait to be sent or confirmed, and when the oldest of them was queued.
  public var outboxPending: Int
  public var outboxOldest: Instant?
  /// Messages that wait until their receiver is heard from.
  public var outboxParked: Int
  /// Messages that the IM would not take for good.
  public var outboxGivenUp: Int
  /// Messages taken from the IM.
  public var inbox: Int
  /// Files still to be fetched.
  public var fetchesPending: Int
  /// Entries of the open chain.
  public var entries: Int
  /// When a digest was last queued.
  public var lastDigest: Instant?
  /// The last sign of life.
  public var lastAlive: Instant?
}

extension Snapshot {
  /// Counts what an operator watches.
  public func gauges() throws -> LedgerGauges {
    let waiting = try db.rows(
      "SELECT count(*), min(created_at) FROM outbox WHERE state = 0 AND restricted = 0")
    let row = try waiting.next()
    let oldest = row.flatMap { $0[1] as Int64? }
    // Entries of one prefix lie side by side in the index of records.
    let digest = try db.value(
      """
      SELECT max(at) FROM journal_open
      WHERE record >= 'notice:digest/' AND record < 'notice:digest0'
      """, as: Int64.self)
    return LedgerGauges(
      outboxPending: row.map { $0[0] } ?? 0,
      outboxOldest: oldest.map(Instant.init(milliseconds:)),
      outboxParked: try count("outbox WHERE state = 3 AND restricted = 0"),
      outboxGivenUp: try count("outbox WHERE state = 2 AND restricted = 0"),
      inbox: try count("inbox"), fetchesPending: try count("fetches WHERE state = 0"),
      entries: try head(of: .open).sequence,
      lastDigest: digest.map(Instant.init(milliseconds:)), lastAlive: try lastAlive())
  }

  private func count(_ rows: String) throws -> Int {
    try db.value("SELECT count(*) FROM \(rows)", as: Int.self) ?? 0
  }
}
