import Casework
import Testing

@Suite("一个月")
struct SimulatedMonthTests {
  /// From Monday 2026-09-14: 中秋 and 国庆 lie in it, Sunday 9-20 and Saturday 10-10 are worked; the
  /// 22nd working day is 10-19.
  @Test("22 working days, 30 people, 300 cases: nothing lost, nothing doubled, nobody flooded")
  func month() async throws {
    let first = try #require(CivilDate(iso: "2026-09-14"))
    let last = try #require(CivilDate(iso: "2026-10-19"))
    let month = try await SimulatedMonth(seed: 1)
    try await month.play(from: first, through: last, clues: 300, acts: 1500)
    let closed = try await month.finish()
    #expect(month.broken.isEmpty, "\(month.broken.prefix(25).joined(separator: "\n"))")
    let noise = month.noise.values.flatMap(\.values)
    let clock = noise.map(\.clock).max() ?? 0
    let told = noise.map(\.told).max() ?? 0
    let groups = month.groupNoise.values.flatMap(\.values)
    let (groupClock, groupTold) = (groups.map(\.clock).max() ?? 0, groups.map(\.told).max() ?? 0)
    let sum = noise.map { $0.clock + $0.told }.max() ?? 0
    print(
      "\(month.acts) acts, \(month.messages) messages, \(closed) closed, \(month.restarts) restarts;",
      "a person's day: \(clock) by the clock, \(told) told, \(sum) in all; a group's day: \(groupClock) by the clock, \(groupTold) told;",
      month.stateCounts.sorted { $0.value > $1.value }.map { "\($0.key)\($0.value)" })
  }
}
