import Casework
import Foundation
import Ledger

/// What must hold of the whole month, looked at when it is over.
extension SimulatedMonth {
  /// What came of a month.
  struct Outcome: Sendable {
    var broken: [String]
    var digests: [String: [CivilDate]]
    var told: Int
    var acts: Int
    var messages: Int
    var restarts: Int
    var closed: Int
    var closedRestricted: Int
    /// The most that one person got on one day without asking, in private.
    var byClock: Int
    var byAnybody: Int
    /// The most that one group heard on one day and had not asked.
    var inGroupByClock: Int
    var inGroup: Int
    var states: [String: Int]
  }

  func finish() async throws -> Outcome {
    let closings = try await checkClosings()
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
    let people = noise.values.flatMap(\.values)
    let groups = groupNoise.values.flatMap(\.values)
    return Outcome(
      broken: broken, digests: digests, told: told, acts: acts, messages: messages,
      restarts: restarts, closed: closings.count,
      closedRestricted: closings.count { $0.series == .restricted },
      byClock: people.map(\.clock).max() ?? 0, byAnybody: people.map(\.all).max() ?? 0,
      inGroupByClock: groups.map(\.clock).max() ?? 0, inGroup: groups.map(\.all).max() ?? 0,
      states: stateCounts)
  }

  /// Taken back is taken back: the case is what it was.
  private static func isTakenBack(_ change: Change) -> Bool {
    switch change {
    case .undone: true
    case .turned(let turned):
      if case .restored = turned.turn { true } else { false }
    default: false
    }
  }

  /// A ruling for another unit starts its term anew, and an extension was asked for before the day
  /// was over.
  private static func mayMove(_ change: Change) -> Bool {
    guard case .turned(let turned) = change else { return false }
    return switch turned.turn {
    case .ruled, .extensionGranted: true
    default: false
    }
  }

  /// Two people close a case, and the second one had no part in it.
  private func checkClosings() async throws -> [CaseNumber] {
    let closings = try await stage.closings()
    for (matter, proposer, approver) in closings {
      let number = matter.number
      expect(matter.state == .closing, "\(number) was closed from \(matter.state.name)")
      expect(approver != nil && approver != proposer, "one person closed \(number)")
      let tied = [matter.lead, matter.handling?.report?.by, matter.handling?.verification?.by]
      expect(!tied.contains(approver), "who had \(number) in hand closed it")
    }
    return closings.map(\.matter.number)
  }

  /// The first due day stays, whatever becomes of a case; a day that is over is never just replaced.
  private func checkDays() async throws {
    for moment in try await stage.courses().joined() {
      if SimulatedMonth.isTakenBack(moment.event.change) { continue }
      let number = moment.before.number
      // What no unit was sent was our own lateness; the unit that gets it begins its own term.
      let isOurs = moment.before.awaitsHandOver || moment.before.handling?.handed == nil
      if let first = moment.before.handling?.firstDue, !isOurs {
        expect(
          (moment.after.handling?.formerTerms?.last?.due ?? moment.after.handling?.firstDue)
            == first
            || moment.after.handling?.firstDue == first, "\(number) lost its first due day")
      }
      let day = Zone.shanghai.day(of: moment.event.stamp.at)
      guard let due = moment.before.due, due.day < day, moment.after.due != due,
        moment.before.state.clockRuns, !SimulatedMonth.mayMove(moment.event.change),
        !isOurs
      else { continue }
      expect(
        moment.after.handling?.firstDue != nil
          || moment.after.handling?.formerTerms != moment.before.handling?.formerTerms,
        "\(number) was late, and \(moment.event.change.kind) hides it")
    }
  }
}
