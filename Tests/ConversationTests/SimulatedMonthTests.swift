import Casework
import Testing

@Suite("一个月")
struct SimulatedMonthTests {
  /// From Monday 2026-09-14: 中秋 and 国庆 lie in it, Sunday 9-20 and Saturday 10-10 are worked; the
  /// 22nd working day is 10-19. Some 80 acts a day, so that each seed takes a quarter of a minute.
  @Test(
    "22 working days, 31 people, 300 cases: nothing lost, nothing doubled, nobody flooded",
    arguments: [1, 2])
  func month(seed: UInt64) async throws {
    let first = try #require(CivilDate(iso: "2026-09-14"))
    let last = try #require(CivilDate(iso: "2026-10-19"))
    let month = try await Turnstile.plays.pass {
      let month = try await SimulatedMonth(seed: seed)
      try await month.play(from: first, through: last, clues: 300, acts: 1500)
      return try await month.finish()
    }
    #expect(month.broken.isEmpty, "\(month.broken.prefix(20).joined(separator: "\n"))")
    #expect(month.digests.values.map(\.count) == [22, 22])
    // Something did happen.
    #expect(month.told == 300 && month.acts > 1800 && month.closed > 15 && month.restarts > 10)
    // The share of one person in a day: by the clock a reminder, a digest, the word that tells nothing
    // and that a proposal lapsed; with what others do about their cases, few enough to be read.
    #expect(month.byClock <= 4)
    #expect(month.byAnybody <= 15)
    // A group hears the digest, on the last day of a week the report, and little that it did not ask.
    #expect(month.inGroupByClock <= 2)
    #expect(month.inGroup <= 10)
    print(
      "seed \(seed): \(month.acts) acts, \(month.messages) messages, \(month.closed) closed",
      "(\(month.closedRestricted) restricted), \(month.restarts) restarts; a person's day:",
      "\(month.byClock) by the clock, \(month.byAnybody) in all; a group's day:",
      "\(month.inGroupByClock) by the clock, \(month.inGroup) in all;",
      month.states.sorted { $0.value > $1.value }.map { "\($0.key)\($0.value)" }.joined())
  }
}
