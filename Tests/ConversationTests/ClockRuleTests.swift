import Casework
import Testing

@testable import Bot

/// The scheduler over the real ledger.
@Suite("定时")
struct ClockRuleTests {
  private struct Broken: Error {}

  private func stage() async throws -> Stage {
    let stage = try await Stage(mode: .plain)
    _ = try await stage.direct("群 监督群")
    _ = try await stage.direct("人 小周=专")
    return stage
  }

  @Test("a rule that fails, in asking or in deciding, delays no other and leaves nothing behind")
  func failing() async throws {
    let stage = try await stage()
    let asks = ClockRule(
      "asks", next: { _, _, _ in throw Broken() }, decide: { _, _, _ in Decision() })
    let decides = ClockRule(
      "decides", next: { _, now, _ in now }, decide: { _, _, _ in throw Broken() })
    let half = ClockRule(
      "half", next: { _, now, _ in now },
      decide: { _, now, _ in
        // The second event fits no record: the first one must not stay.
        let lapsed = CloseLapsed(
          proposer: PersonID("p1"), step: Step(old: .closing, new: .assigned))
        return Decision(events: [
          Silence(from: now, to: now).event,
          Event(
            stamp: Event.Stamp(at: now), record: .matter(CaseNumber(99)),
            change: .closeLapsed(lapsed)),
        ])
      })
    stage.clockRules = [asks, decides, half] + Timekeeping.rules
    try await stage.reopen()
    let target = try #require(SimulatedClock.instant("2026-09-15 09:00"))
    let said = try await stage.advanceDaily(to: target)
    #expect(said.filter { $0.text.hasPrefix("9月15日（周二）：没有逾期") }.count == 1)
    let kinds = try stage.changes().map(\.kind)
    #expect(!kinds.contains("clock.silent"))
    try await stage.close()
  }

  @Test("two that tick at once decide once")
  func together() async throws {
    let stage = try await stage()
    stage.clockRules = Timekeeping.rules
    try await stage.reopen()
    stage.time.now = try #require(SimulatedClock.instant("2026-09-15 08:30"))
    try await stage.alive()
    let pipeline = stage.pipeline
    try await withThrowingTaskGroup(of: Int.self) { group in
      // Through eight gates, as if there were none.
      for _ in 0..<8 {
        group.addTask { try await pipeline.tick(await Gate().enter()).outgoing.count }
      }
      var sent = 0
      for try await count in group { sent += count }
      #expect(sent == 1)
    }
    try await stage.close()
  }
}

extension Stage {
  /// Turn by turn at moments of its own choosing, where a rule is always due.
  func advanceDaily(to target: Instant) async throws -> [Transcript.Spoken] {
    while time.now < target {
      time.now = min(time.now.adding(minutes: 30), target)
      try await alive()
      try await turn()
    }
    return heard()
  }
}
