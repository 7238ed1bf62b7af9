import Casework
import GRDB

/// What a complete walk over both chains found.
public struct AuditReport: Sendable, Equatable {
  /// One chain, as far as it was walked without a finding.
  public struct Chain: Sendable, Equatable {
    public var chain: Audience
    /// How many entries verify.
    public var entries: Int
    /// The hash of the last of them: the anchor to keep. Give only the open one to a group.
    public var head: EntryHash
  }

  /// The open chain, then the restricted one.
  public var chains: [Chain]
  /// The first entry of each broken chain, or the anchor that is missing.
  public var findings: [AuditFinding]
  /// The entries whose texts are gone, each with the act that took them, in the order of the chains.
  public var struck: [Struck] = []
  /// Where the anchor was found; the sequence is 0 for the anchor of an empty chain.
  public var anchor: Anchor?

  /// An anchor's place.
  public struct Anchor: Sendable, Equatable {
    public var chain: Audience
    public var sequence: Int
  }

  /// An entry whose text was struck out.
  public struct Struck: Sendable, Equatable, CustomStringConvertible {
    public var chain: Audience
    public var sequence: Int
    public var kind: String
    public var record: String?
    /// The entry that struck it out, and the one that hid it before.
    public var act: Int
    public var hiddenBy: Int?
    public var by: String?
    public var at: Instant
    /// Whether the hash still covers all of it but the text; else it is the act alone that vouches for the
    /// rest, as in entries from before there were commitments.
    public var isCovered: Bool

    public var description: String {
      "\(chain.rawValue) \(sequence) (\(kind), \(record ?? "no record")): text struck out by entry "
        + "\(act) (\(by ?? "nobody"), \(at.milliseconds) ms), hidden by entry "
        + "\(hiddenBy.map(String.init) ?? "none")"
        + (isCovered ? "" : "; the rest is vouched for by that entry alone")
    }
  }

  public var holds: Bool { findings.isEmpty }
}

/// Verifies the journal, reading beside a running bot, in constant memory.
public enum Auditor {
  /// Walks both chains from their first entry.
  ///
  /// - Parameters:
  ///   - path: The ledger's file.
  ///   - anchor: A hash kept elsewhere, or its first 12 digits or more.
  /// - Throws: `LedgerError` where the file cannot be read or the anchor is no hash; a broken
  ///   chain is a finding of the report.
  public static func verify(path: String, anchor: String? = nil) throws(LedgerError) -> AuditReport
  {
    let wanted = try anchor.map(normalized)
    let queue = try LedgerFile.openForReading(path: path, journalOnly: true)
    do {
      return try queue.read { try verify($0, anchor: wanted) }
    } catch let error as DatabaseError {
      throw .store(StoreFailure(error))
    } catch {
      throw error as? LedgerError ?? .unreadable(table: "journal")
    }
  }

  private static func verify(_ db: Database, anchor: String?) throws -> AuditReport {
    var report = AuditReport(chains: [], findings: [], anchor: nil)
    for audience in Audience.allCases {
      let chain = ChainReader(audience: audience, ring: KeyRing(nil))
      var last = chain.genesis
      func look(_ head: ChainHead) {
        guard let anchor, report.anchor == nil, head.hash.description.hasPrefix(anchor) else {
          return
        }
        report.anchor = AuditReport.Anchor(chain: audience, sequence: head.sequence)
      }
      look(last)
      do {
        let acts = try chain.acts(db, after: last)
        try chain.walk(db, from: last) { row, _ in
          last = ChainHead(sequence: row.sequence, hash: row.hash)
          look(last)
          guard row.mark == acts.mark(of: row.sequence) else {
            throw LedgerError.broken(
              AuditFinding(chain: audience, sequence: row.sequence, problem: .markDiffers))
          }
          if let struck = acts.report(of: row, in: audience) { report.struck.append(struck) }
        }
        report.findings += acts.withoutGround(in: audience)
      } catch LedgerError.broken(let finding) {
        report.findings.append(finding)
      }
      report.chains.append(
        AuditReport.Chain(chain: audience, entries: last.sequence, head: last.hash))
    }
    // Beyond a broken entry nothing was looked at: there the anchor says nothing more.
    if anchor != nil, report.anchor == nil, report.findings.isEmpty {
      let last = report.chains.first { $0.chain == .open }?.entries ?? 0
      report.findings.append(AuditFinding(chain: .open, sequence: last, problem: .anchorMissing))
    }
    return report
  }

  private static func normalized(_ anchor: String) throws(LedgerError) -> String {
    let text = anchor.lowercased()
    guard (12...64).contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else {
      throw .notAnAnchor
    }
    return text
  }
}
