import Casework
import GRDB

extension Auditor {
  /// Walks the last entries of both chains only: quick, and enough to see that the file was not cut or
  /// damaged at its end. The entry before them is trusted.
  ///
  /// - Throws: `LedgerError` where the file cannot be read; a broken entry is a finding of the report.
  public static func verifyTail(path: String, last count: Int) throws(LedgerError) -> AuditReport {
    let queue = try LedgerFile.openForReading(path: path, journalOnly: true)
    do {
      return try queue.read { db in
        var report = AuditReport(chains: [], findings: [], anchor: nil)
        for audience in Audience.allCases {
          let chain = ChainReader(audience: audience, ring: KeyRing(nil))
          var last = try chain.start(db, last: count)
          do {
            last = try chain.walk(db, from: last) { _, _ in }
          } catch LedgerError.broken(let finding) {
            report.findings.append(finding)
          }
          report.chains.append(
            AuditReport.Chain(chain: audience, entries: last.sequence, head: last.hash))
        }
        return report
      }
    } catch let error as DatabaseError {
      throw .store(StoreFailure(error))
    } catch {
      throw error as? LedgerError ?? .unreadable(table: "journal")
    }
  }
}
