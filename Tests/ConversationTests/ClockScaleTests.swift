import Casework
import Foundation
import Ledger
import Testing

@testable import Bot

/// The clock over ten thousand cases; `SCALE=1 swift test -c release --filter ClockScale`.
@Suite("定时，一万件", .enabled(if: ProcessInfo.processInfo.environment["SCALE"] == "1"))
struct ClockScaleTests {
  @Test("the digest is decided within a second, an idle tick within a millisecond")
  func tenThousand() async throws {
    let stage = try await Stage(mode: .plain)
    stage.time.now = try #require(ManualClock.instant("2026-09-01 09:00"))
    _ = try await stage.direct("群 监督群 内部群=内部")
    _ = try await stage.direct("单位 区民政局 区住房和城乡建设局 区自然资源和规划局")
    _ = try await stage.direct("人 小周=专 孙主任=人 李工=单:区住房和城乡建设局")
    try await stage.seed { round in
      let people = try round.casebook.people()
      let units = try round.casebook.units()
      for number in 1...10_000 {
        let day = CivilDate(dayNumber: 20_697 + number % 60)
        let due = Deadline(day: day, rule: "", from: day.adding(days: -40), calendar: "")
        let unit = units[number % units.count]
        let actor = people[number % people.count].id
        let stamp = Event.Stamp(at: round.now, actor: actor)
        let record = RecordID.matter(CaseNumber(number))
        let details = CaseDetails(unit: UnitReference(id: unit.id, name: unit.name))
        let led = CaseLed(
          new: .init(lead: actor, contacts: [people[0].id], due: due),
          old: .init(lead: nil, contacts: [], due: due),
          step: Step(old: .registered, new: .assigned))
        try round.append([
          Event(
            stamp: stamp, record: record,
            change: .registered(
              CaseRegistered(
                title: "第\(number)街区路灯不亮", details: details, due: due, state: .registered,
                procedure: "t"))),
          Event(stamp: stamp, record: record, change: .led(led)),
        ])
      }
    }
    stage.time.now = try #require(ManualClock.instant("2026-09-14 08:30"))
    let now = stage.time.now
    try await stage.alive()
    let rules = stage.pipeline.rules
    func took(_ work: () async throws -> Void) async rethrows -> Duration {
      let begun = ContinuousClock.now
      try await work()
      return ContinuousClock.now - begun
    }
    let friday = try #require(ManualClock.instant("2026-09-18 16:30"))
    let moments = ["daily digest": now, "weekly report": friday]
    for rule in Timekeeping.rules {
      guard let now = moments[rule.name] else { continue }
      let time = try await took {
        _ = try await stage.ledger.read { snapshot in
          let decision = try rule.decide(snapshot.casebook(for: .clock), now, rules)
          #expect(!decision.replies.isEmpty)
        }
      }
      print("\(rule.name): \(time)")
      #expect(time < .seconds(1), "\(rule.name)")
    }
    stage.clockRules = Timekeeping.rules
    try await stage.reopen()
    let morning = try await took { _ = try await stage.pipeline.tick() }
    print("the whole morning's commit: \(morning)")
    // A warm reader: what the ticker does every five seconds.
    for _ in 0..<20 { _ = try await stage.pipeline.tick() }
    let idle = try await took { for _ in 0..<200 { _ = try await stage.pipeline.tick() } }
    print("an idle tick: \(idle / 200)")
    #if DEBUG
      #expect(idle / 200 < .milliseconds(10))
    #else
      #expect(idle / 200 < .milliseconds(1))
    #endif
    try await stage.close()
  }
}
