import Casework
import Chat
import Ledger
import Logging
import Synchronization

extension Pipeline {
  /// After how many milliseconds without a commit one is made only to say that the bot is there.
  private static let heartbeat: Int64 = 120_000

  /// What fell due without anybody's doing. Looks first, which is cheap, and takes the writer only
  /// where there is something to do.
  func tick(_ turn: borrowing CommitTurn) async throws -> Committed {
    let now = clock.now()
    let due = try await ledger.read { snapshot in
      let lastAlive = try snapshot.lastAlive()
      if lastAlive.map({ abs(now.milliseconds - $0.milliseconds) >= Pipeline.heartbeat }) ?? true {
        return true
      }
      return try nextDue(snapshot, now: now).map { $0 <= now } ?? false
    }
    guard due else { return Committed() }
    return try await handle(UpdateBatch(), turn)
  }

  /// The next moment at which something may fall due; at or before now where something has.
  func nextDue() async throws -> Instant? {
    let now = clock.now()
    return try await ledger.read { try nextDue($0, now: now) }
  }

  private func nextDue(_ snapshot: Snapshot, now: Instant) throws -> Instant? {
    let casebook = snapshot.casebook(for: .clock)
    return try clockRules.compactMap { rule in
      guard !troubles.isResting(rule.name, now: now) else { return nil }
      do {
        return try rule.next(casebook, now, rules)
      } catch let error as LedgerError where error.blamesStore {
        throw error
      } catch {
        // Looked at by the transaction, which names it in the log.
        return now
      }
    }.min()
  }
}

extension Round {
  /// How long since the last sign of life before another one is written, in milliseconds.
  private static let beat: Int64 = 60_000

  /// A long absence is journaled before anything that follows from it; the bot is there now.
  func wake() throws {
    let lastAlive = try transaction.lastAlive()
    if let silence = Silence.since(lastAlive, now: now) {
      pipeline.log.notice(
        "was away",
        metadata: ["seconds": "\((silence.to.milliseconds - silence.from.milliseconds) / 1000)"])
      try attempt { try _ = commit(decided { _ in Decision(events: [silence.event]) }) }
    }
    if lastAlive.map({ abs(now.milliseconds - $0.milliseconds) >= Round.beat }) ?? true {
      try transaction.beat(now)
    }
  }

  /// What the clock brings about takes the same way as a command; a rule that fails delays no other.
  func tick() throws {
    for rule in pipeline.clockRules where !pipeline.troubles.isResting(rule.name, now: now) {
      do {
        try attempt { try run(rule) }
      } catch let error as LedgerError where error.blamesStore {
        throw error
      } catch {
        pipeline.troubles.rest(rule.name, now: now)
        pipeline.health.failed(.clock, kind: "rule")
        pipeline.log.critical(
          "what falls due could not be decided; tried again in a minute",
          metadata: ["rule": "\(rule.name)", "reason": "\(error)"])
      }
    }
  }

  private func run(_ rule: ClockRule) throws {
    let casebook = transaction.casebook(for: .clock)
    guard let due = try rule.next(casebook, now, pipeline.rules), due <= now else { return }
    let written = try commit(decided { try rule.decide($0, now, pipeline.rules) })
    for reply in written.decision.replies { try send(reply, in: nil) }
  }
}

/// Rules of the clock that failed: each rests for a minute, so that it neither fills the log nor
/// takes the writer again and again.
final class ClockTroubles: Sendable {
  private static let rest: Int64 = 60
  private let since = Mutex<[String: Instant]>([:])

  func rest(_ rule: String, now: Instant) {
    since.withLock { $0[rule] = now }
  }

  func isResting(_ rule: String, now: Instant) -> Bool {
    guard let failed = since.withLock({ $0[rule] }) else { return false }
    return failed <= now && now < failed.adding(seconds: ClockTroubles.rest)
  }
}
