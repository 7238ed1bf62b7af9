import Casework
import GRDB

/// What became of a try to send a message. Applied once more it changes nothing.
public enum Settlement: Sendable, Equatable {
  /// The IM has it, under that id. Its text is erased.
  case confirmed(outbox: Int64, remote: String)
  /// It failed and is tried again, not before that moment. `attempts` counts the tries so far.
  case postponed(outbox: Int64, until: Instant, attempts: Int)
  /// It will not be sent. Its text stays for who has to tell it otherwise.
  case givenUp(outbox: Int64)
  /// It waits until something is heard from its chat (`revive`); those behind it go on.
  case parked(outbox: Int64)

  // One that cannot be stored must not fail the commit it joins.
  func check() throws(LedgerError) {
    if case .confirmed(_, let remote) = self { _ = try bindable(remote, "message id") }
  }

  func apply(_ db: Database) throws {
    switch self {
    case .confirmed(let id, let remote):
      try db.run(
        """
        UPDATE outbox SET state = 1, remote_id = ?, body = NULL, fallback = NULL, not_before = NULL
        WHERE id = ? AND (state = 0 OR state = 4)
        """, [remote, id])
      try db.run(
        OutOfReach.forgetSQL("(SELECT chat FROM outbox WHERE id = ? AND restricted = 0)"), [id])
    case .postponed(let id, let until, let attempts):
      try db.run(
        "UPDATE outbox SET attempts = ?, not_before = ? WHERE id = ? AND state = 0",
        [attempts, until.milliseconds, id])
    case .givenUp(let id):
      try db.run("UPDATE outbox SET state = 2, not_before = NULL WHERE id = ? AND state = 0", [id])
    case .parked(let id):
      try db.run("UPDATE outbox SET state = 3, not_before = NULL WHERE id = ? AND state = 0", [id])
    }
  }
}

/// Settlements that wait for the next commit, each with whoever waits for it.
struct WaitingSettlements: Sendable {
  struct Waiting: Sendable {
    var settlement: Settlement
    var continuation: CheckedContinuation<Void, any Error>
  }

  private var waiting: [Waiting] = []
  private var timerRuns = false

  var count: Int { waiting.count }

  /// When what waits has to be committed.
  enum Urgency { case now, soon, alreadyDue }

  static let limit = 8

  mutating func add(_ new: Waiting, flush: Bool) -> Urgency {
    waiting.append(new)
    if flush || waiting.count >= WaitingSettlements.limit { return .now }
    if timerRuns { return .alreadyDue }
    timerRuns = true
    return .soon
  }

  mutating func timerEnded() { timerRuns = false }

  mutating func takeAll() -> [Waiting] {
    let all = waiting
    waiting = []
    return all
  }
}
