import Casework
import Ledger

@testable import Bot

/// What a test looks up in the ledger while a play goes on.
extension Stage {
  func read<T: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> T) async throws -> T {
    try await ledger.read(body)
  }

  /// How many entries both chains hold.
  func eventCount() async throws -> Int {
    try await read { try $0.head(of: .open).sequence + $0.head(of: .restricted).sequence }
  }

  /// One entry of a case, with the case before and after it.
  struct Moment: Sendable {
    var event: Event
    var before: Case
    var after: Case
  }

  /// What became of every case, step by step, as the fold has it.
  func courses() async throws -> [[Moment]] {
    try await read { snapshot in
      let casebook = snapshot.casebook(for: .clock)
      let open = 1..<(try casebook.nextCaseNumber()).value
      let restricted = 1..<(try casebook.nextRestrictedNumber()).value
      let numbers =
        open.map { CaseNumber($0) } + restricted.map { CaseNumber($0, series: .restricted) }
      return try numbers.map { number in
        var moments: [Moment] = []
        var record: Record?
        for entry in try casebook.history(of: .matter(number)) {
          let folded = try fold(record, entry.event)
          if case .matter(let before)? = record, case .matter(let after)? = folded {
            moments.append(Moment(event: entry.event, before: before, after: after))
          }
          record = folded
        }
        return moments
      }
    }
  }

  /// Every closing there was: the case as it stood just before, and its second person.
  func closings() async throws -> [(matter: Case, proposer: PersonID, approver: PersonID?)] {
    try await courses().joined().compactMap { moment in
      guard case .closed(let closed) = moment.event.change else { return nil }
      return (moment.before, closed.proposer, moment.event.stamp.actor)
    }
  }
}
