import Casework
import Ledger

@testable import Bot

/// What the clock does on the stage.
extension Stage {
  /// What a play may ask for with `@定时`, by the names of the program's rules.
  private static let named = [
    "提醒": ["case reminders", "urgent reminders"], "日报": ["daily digest"], "周报": ["weekly report"],
  ]

  /// Everything else falls due in every play.
  static let usualRules: [ClockRule] = {
    let asked = Set(named.values.flatMap(\.self))
    return Timekeeping.rules.filter { !asked.contains($0.name) }
  }()

  /// `@定时 提醒 日报 周报`: these fall due in this play as well.
  func schedule(_ words: [String]) async throws {
    let names = try words.flatMap { word in
      guard let names = Stage.named[word] else {
        throw Mismatch(description: "\(word) is nothing that falls due")
      }
      return names
    }
    let usual = Set(Stage.usualRules.map(\.name)).union(names)
    clockRules = Timekeeping.rules.filter { usual.contains($0.name) }
    try await reopen()
  }

  func later(_ words: [String]) throws -> Instant {
    guard let moment = SimulatedClock.instant(words.joined(separator: " ")), moment > time.now
    else {
      throw Mismatch(description: "no later moment: \(words)")
    }
    return moment
  }

  /// Lets time go by: the bot is there all the while, and everything happens at its moment.
  func advance(to target: Instant) async throws -> [Transcript.Spoken] {
    while try await simulation.step(to: target) { try await restart() }
    try await simulation.arrive(at: target)
    try await restart()
    return heard()
  }

  /// The program is stopped now and started again at that moment.
  func stop(until moment: Instant) async throws -> [Transcript.Spoken] {
    time.now = moment
    try await reopen()
    try await turn()
    return heard()
  }

  /// The clock goes on while the bot is there: no absence.
  func alive() async throws { try await simulation.alive() }
}
