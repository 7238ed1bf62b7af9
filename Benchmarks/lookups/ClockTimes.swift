import Casework
import Ledger

/// Times what the clock does over the same ten thousand cases: each rule's decision when it is due, and
/// the question of a quiet moment, whether anything is.
struct ClockTimes {
  let ledger: Ledger
  let world: World

  /// When each rule has most to say: a working morning, and Friday afternoon for the weekly report.
  private static let friday = "weekly report"
  /// A tick asks every rule; milliseconds.
  private static let idleLimit = 1.0
  private static let limit = 1000.0

  /// - Returns: Whether everything stayed below its limit.
  func measure() async throws -> Bool {
    let today = world.rules.zone.day(of: world.now)
    let morning = world.rules.zone.moment(on: today, minute: 8 * 60 + 30)
    let friday = world.rules.zone.moment(on: today.adding(days: 1), minute: 16 * 60 + 30)
    var isFast = true
    for rule in Timekeeping.rules {
      let now = rule.name == ClockTimes.friday ? friday : morning
      let (elapsed, said) = try await ledger.transact { transaction in
        let casebook = transaction.casebook(for: .clock)
        var decision = Decision()
        let elapsed = try ContinuousClock().measure {
          decision = try rule.decide(casebook, now, world.rules)
        }
        for event in decision.events { try transaction.append(event) }
        return (elapsed, decision.replies.count)
      }
      let milliseconds = elapsed.milliseconds
      print("clock, \(rule.name): \(LookupBench.rounded(milliseconds)) ms, \(said) messages")
      if milliseconds > ClockTimes.limit { isFast = false }
    }
    let idle = try await idleTick(at: morning.adding(minutes: 1))
    print("clock, nothing due: \(idle.map { "\($0.0) \(LookupBench.rounded($0.1, 1000))" }) ms")
    return isFast && idle.map(\.1).reduce(0, +) <= ClockTimes.idleLimit
  }

  /// The median of each rule's question, in milliseconds.
  private func idleTick(at now: Instant) async throws -> [(String, Double)] {
    try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .clock)
      return try Timekeeping.rules.map { rule in
        let times = try (0..<101).map { _ in
          try ContinuousClock().measure { _ = try rule.next(casebook, now, world.rules) }
            .milliseconds
        }
        return (rule.name, times.sorted()[50])
      }
    }
  }
}

extension Duration {
  var milliseconds: Double {
    Double(components.attoseconds) / 1e15 + Double(components.seconds) * 1000
  }
}
