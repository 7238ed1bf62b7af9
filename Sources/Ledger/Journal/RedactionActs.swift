import Casework
import Crypto
import Foundation
import GRDB

/// What the entries of a chain say was hidden and struck out: what an audit holds marks and missing texts
/// against.
struct RedactionActs {
  private struct Hiding {
    var by: String?
    var record: String?
    var entries: Set<Int>
  }

  private struct Strike {
    var by: String?
    var at: Int64
    var record: String?
    var change: TextRedacted
  }

  /// By the sequence of the act.
  private var hidings: [Int: Hiding] = [:]
  private var strikes: [Int: Strike] = [:]
  /// By the sequence of the hiding: that of the receipt.
  private var receipts: [Int: Int] = [:]
  /// By the sequence of the entry.
  private var hiddenBy: [Int: Int] = [:]
  private var struckBy: [Int: (act: Int, entry: StruckEntry)] = [:]

  /// - Parameter start: Acts up to this entry are left out: they are about earlier ones.
  init(_ db: Database, _ audience: Audience, after start: Int) throws {
    let rows = try db.rows(
      """
      SELECT \(JournalRow.columns) FROM \(audience.journal)
      WHERE kind IN ('text.hidden', 'text.received', 'text.redacted') AND sequence > ?
      ORDER BY sequence
      """, [start])
    while let row = try rows.next() { take(JournalRow(row)) }
  }

  private mutating func take(_ row: JournalRow) {
    // One that cannot be read is found where the chain is walked, and says nothing here.
    guard !row.isSealed, let change = try? Change(row.stored) else { return }
    switch change {
    case .textHidden(let hidden):
      hidings[row.sequence] = Hiding(
        by: row.actor, record: row.record, entries: Set(hidden.entries))
      for entry in hidden.entries where entry < row.sequence && hiddenBy[entry] == nil {
        hiddenBy[entry] = row.sequence
      }
    case .textReceived(let received):
      if receipts[received.hidden] == nil { receipts[received.hidden] = row.sequence }
    case .textRedacted(let redacted):
      strikes[row.sequence] = Strike(
        by: row.actor, at: row.at, record: row.record, change: redacted)
      for entry in redacted.entries where entry.sequence < row.sequence {
        if struckBy[entry.sequence] == nil { struckBy[entry.sequence] = (row.sequence, entry) }
      }
    default: break
    }
  }

  /// Whatever the mark says: what an entry hides is not read.
  func marked(_ row: JournalRow) -> JournalRow {
    guard row.mark == .shown, hiddenBy[row.sequence] != nil else { return row }
    var row = row
    row.mark = .hidden
    return row
  }

  /// How an entry must be marked.
  func mark(of sequence: Int) -> JournalRow.Mark {
    if struckBy[sequence] != nil { return .struck }
    return hiddenBy[sequence] == nil ? .shown : .hidden
  }

  /// Whether an act took the text of exactly that entry and left exactly what stands there.
  func struckOut(_ row: JournalRow) -> Bool {
    guard let struck = struckBy[row.sequence]?.entry, struck.hash == row.hash.description else {
      return false
    }
    let payload = row.stored.payload
    return struck.replacement == JournalRow.digest(of: payload) && Skeleton.of(payload) == payload
  }

  func report(of row: JournalRow, in audience: Audience) -> AuditReport.Struck? {
    guard let (act, _) = struckBy[row.sequence], let strike = strikes[act] else { return nil }
    return AuditReport.Struck(
      chain: audience, sequence: row.sequence, kind: row.stored.kind, record: row.record, act: act,
      hiddenBy: hiddenBy[row.sequence], by: strike.by, at: Instant(milliseconds: strike.at),
      isCovered: row.commitment != nil)
  }

  /// Acts that struck out what was not hidden before, not received, or by who hid it himself.
  func withoutGround(in audience: Audience) -> [AuditFinding] {
    strikes.sorted { $0.key < $1.key }.compactMap { act, strike in
      fault(of: strike, act).map {
        AuditFinding(chain: audience, sequence: act, problem: .struckWithoutGround($0))
      }
    }
  }

  private func fault(of strike: Strike, _ act: Int) -> String? {
    if strike.change.hidden.isEmpty { return "names no entry that hid it" }
    for hiding in strike.change.hidden {
      if let problem = problem(of: strike, act, with: hiding) { return problem }
    }
    return uncovered(by: strike)
  }

  private func problem(of strike: Strike, _ act: Int, with hiding: Int) -> String? {
    guard let hidden = hidings[hiding], hiding < act, hidden.record == strike.record else {
      return "entry \(hiding) hid nothing of that record before"
    }
    guard let receipt = receipts[hiding], receipt > hiding, receipt < act else {
      return "what entry \(hiding) hid was not received before"
    }
    return hidden.by == strike.by ? "by who hid it in entry \(hiding)" : nil
  }

  private func uncovered(by strike: Strike) -> String? {
    let hidden = strike.change.hidden.reduce(into: Set<Int>()) { set, act in
      set.formUnion(hidings[act]?.entries ?? [])
    }
    return strike.change.entries.first { !hidden.contains($0.sequence) }
      .map { "entry \($0.sequence) was not hidden by what it names" }
  }
}

extension JournalRow {
  /// Of a payload as it stands, in hexadecimal digits.
  static func digest(of payload: Data) -> String { Hex.text(Array(SHA256.hash(data: payload))) }
}
