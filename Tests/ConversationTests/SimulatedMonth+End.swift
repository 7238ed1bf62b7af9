import Casework
import Foundation
import Ledger

/// What must hold of the whole month, looked at when it is over.
extension SimulatedMonth {
  /// - Returns: How many cases were closed.
  func finish() async throws -> Int {
    let closed = try await checkClosings()
    try await checkDays()
    try await stage.reopen()
    let report = try Auditor.verify(path: stage.ledgerPath)
    expect(report.holds, "the journal does not verify: \(report.findings)")
    let copy = stage.folder.appendingPathComponent("rebuilt.sqlite").path
    try Rebuilder.rebuild(from: stage.ledgerPath, into: copy, sealer: stage.sealer)
    let before = try ProjectionDump.of(path: stage.ledgerPath, sealer: stage.sealer)
    let after = try ProjectionDump.of(path: copy, sealer: stage.sealer)
    expect(before.sha256 == after.sha256, "a rebuild differs")
    try await stage.close()
    return closed
  }

  /// Two people close a case, and the second one had no part in it.
  private func checkClosings() async throws -> Int {
    let closings = try await stage.closings()
    for (matter, proposer, approver) in closings {
      let number = matter.number
      expect(matter.state == .closing, "\(number) was closed from \(matter.state.name)")
      expect(approver != nil && approver != proposer, "one person closed \(number)")
      let tied = [matter.lead, matter.handling?.report?.by, matter.handling?.verification?.by]
      expect(!tied.contains(approver), "who had \(number) in hand closed it")
    }
    return closings.count
  }

  /// The first due day stays, whatever becomes of a case; a day that is over is never just replaced.
  private func checkDays() async throws {
    for moment in try await stage.courses().joined() {
      // Taken back is taken back: the case is what it was.
      switch moment.event.change {
      case .undone: continue
      case .turned(let turned):
        if case .restored = turned.turn { continue }
      default: break
      }
      let number = moment.before.number
      if let first = moment.before.handling?.firstDue {
        expect(moment.after.handling?.firstDue == first, "\(number) lost its first due day")
      }
      let day = Zone.shanghai.day(of: moment.event.stamp.at)
      guard let due = moment.before.due, due.day < day, moment.after.due != due,
        moment.before.state.clockRuns
      else { continue }
      expect(
        moment.after.handling?.firstDue != nil,
        "\(number) was late, and \(moment.event.change.kind) hides it")
    }
  }
}
