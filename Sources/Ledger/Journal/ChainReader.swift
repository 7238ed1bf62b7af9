import Casework
import Foundation
import GRDB

/// Walks a chain from an entry on and checks every link. Keeps nothing but the last hash.
struct ChainReader {
  let audience: Audience
  let ring: KeyRing

  /// Calls `body` for each good entry, in order; without its event where that is sealed and there is
  /// no key: the chain covers the sealed bytes, so that it is verified all the same.
  /// - Parameter start: The entry to begin after; genesis for the whole chain.
  /// - Returns: The last entry.
  /// - Throws: `LedgerError.broken` at the first entry that does not fit; what `body` throws.
  @discardableResult
  func walk(
    _ db: Database, from start: ChainHead, _ body: (JournalRow, JournalEntry?) throws -> Void
  ) throws -> ChainHead {
    var head = start
    let acts = try acts(db, after: start)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(JournalRow.columns) FROM \(audience.journal)
        WHERE sequence > ? ORDER BY sequence
        """, arguments: [start.sequence])
    while let row = try rows.next() {
      let entry = JournalRow(row)
      let decoded = try check(entry, after: head, acts)
      try body(entry, decoded)
      head = ChainHead(sequence: entry.sequence, hash: entry.hash)
    }
    return head
  }

  /// Where to begin so that only the last `count` entries are walked. Trusts the entry before.
  func start(_ db: Database, last count: Int) throws -> ChainHead {
    let last = try Int.fetchOne(db, sql: "SELECT max(sequence) FROM \(audience.journal)") ?? 0
    let row = try Row.fetchOne(
      db, sql: "SELECT sequence, hash FROM \(audience.journal) WHERE sequence = ?",
      arguments: [last - count])
    guard let row else { return genesis }
    return ChainHead(sequence: row[0], hash: EntryHash(row[1]))
  }

  var genesis: ChainHead { ChainHead(sequence: 0, hash: .genesis(of: audience)) }

  /// What was hidden and struck out, as the entries behind a place say.
  func acts(_ db: Database, after start: ChainHead) throws -> RedactionActs {
    try RedactionActs(db, audience, after: start.sequence)
  }

  private func check(
    _ row: JournalRow, after head: ChainHead, _ acts: RedactionActs
  ) throws -> JournalEntry? {
    guard row.sequence == head.sequence + 1 else {
      throw broken(head.sequence + 1, .missing)
    }
    guard row.previous == head.hash else { throw broken(row.sequence, .previousDiffers) }
    if row.hash != row.computedHash {
      // An entry from before there were commitments is vouched for by the act that struck it out.
      guard row.commitment == nil, acts.struckOut(row) else {
        throw broken(row.sequence, .hashDiffers)
      }
    } else if let commitment = row.commitment {
      if let salt = row.salt {
        guard commitment == JournalRow.commitment(to: row.stored.payload, salt: salt) else {
          throw broken(row.sequence, .hashDiffers)
        }
      } else if !acts.struckOut(row) {
        throw broken(row.sequence, .textMissing)
      }
    }
    if row.isSealed, !ring.seals { return nil }
    do {
      return try acts.marked(row).entry(audience, ring: ring)
    } catch {
      throw broken(row.sequence, .undecodable("\(error)"))
    }
  }

  private func broken(_ sequence: Int, _ problem: AuditFinding.Problem) -> LedgerError {
    .broken(AuditFinding(chain: audience, sequence: sequence, problem: problem))
  }
}
