import Casework
import TestSupport
import Testing

@Suite("When something is said again")
struct RecurrenceTests {
  private static func moment(_ text: String) throws -> Instant {
    let parts = text.split(separator: " ")
    let day = try #require(CivilDate(iso: parts[0]))
    let clock = parts[1].split(separator: ":").compactMap { Int($0) }
    return Zone.shanghai.moment(on: day, minute: clock[0] * 60 + clock[1])
  }

  private static func text(_ instant: Instant?) -> String {
    guard let instant else { return "never" }
    let zone = Zone.shanghai
    return "\(zone.day(of: instant)) \(TimeOfDay.text(zone.minuteOfDay(of: instant)))"
  }

  static let rows: [(Recurrence, String, String)] = [
    (.weekly(.friday, at: 900), "2026-09-18 17:00", "2026-09-24 15:00"),
    // Said on the Thursday before, the Friday that is off is over.
    (.weekly(.friday, at: 900), "2026-09-24 15:00", "2026-09-30 15:00"),
    (.weekly(.friday, at: 900), "2026-09-30 15:00", "2026-10-09 15:00"),
    (.weekly(.saturday, at: 540), "2026-09-14 09:00", "2026-09-19 09:00"),
    (.daily(at: 540), "2026-09-14 09:00", "2026-09-15 09:00"),
    (.daily(at: 540), "2026-09-14 08:59", "2026-09-14 09:00"),
    (.daily(at: 1440), "2026-09-14 09:00", "2026-09-15 00:00"),
    (.workdays(at: 540), "2026-09-18 09:00", "2026-09-20 09:00"),
    (.workdays(at: 540), "2026-09-30 09:00", "2026-10-08 09:00"),
    (.monthly(5, at: 540), "2026-09-01 09:00", "2026-09-04 09:00"),
    (.monthly(31, at: 540), "2026-09-14 09:00", "2026-09-30 09:00"),
    (.lastDay(at: 540), "2026-10-01 09:00", "2026-10-30 09:00"),
    (.lastWorkday(at: 540), "2026-10-01 09:00", "2026-10-30 09:00"),
    (.lastWorkday(at: 540), "2026-10-30 09:00", "2026-11-30 09:00"),
    (.monthly(5, at: 540), "2026-10-10 09:00", "2026-11-05 09:00"),
  ]

  @Test("its next moment", arguments: rows)
  func next(_ row: (rule: Recurrence, after: String, next: String)) throws {
    let next = row.rule.next(
      after: try RecurrenceTests.moment(row.after), calendar: try Shipped.calendar(),
      zone: .shanghai)
    #expect(RecurrenceTests.text(next) == row.next, "\(row.rule.words) after \(row.after)")
  }

  @Test("once is over after its moment")
  func once() throws {
    let day = try #require(CivilDate(iso: "2026-09-15"))
    let rule = Recurrence.once(day, at: 540)
    let calendar = try Shipped.calendar()
    let moment = try RecurrenceTests.moment("2026-09-15 09:00")
    #expect(
      rule.next(after: moment.adding(seconds: -1), calendar: calendar, zone: .shanghai) == moment)
    #expect(rule.next(after: moment, calendar: calendar, zone: .shanghai) == nil)
  }

  @Test("each moment lies after the last, at its minute, whatever moment one starts from")
  func alwaysLater() throws {
    let calendar = try Shipped.calendar()
    var generator = SeededGenerator(seed: 7)
    let start = try RecurrenceTests.moment("2024-12-20 00:00")
    for _ in 0..<2000 {
      let minute = Int.random(in: 0..<1440, using: &generator)
      let rules: [Recurrence] = [
        .daily(at: minute), .workdays(at: minute), .lastDay(at: minute), .lastWorkday(at: minute),
        .weekly(Weekday.allCases.randomElement(using: &generator) ?? .monday, at: minute),
        .monthly(Int.random(in: 1...31, using: &generator), at: minute),
      ]
      let now = start.adding(seconds: Int64.random(in: 0..<94_000_000, using: &generator))
      for rule in rules {
        let first = try #require(rule.next(after: now, calendar: calendar, zone: .shanghai))
        let second = try #require(rule.next(after: first, calendar: calendar, zone: .shanghai))
        #expect(first > now && second > first, "\(rule.words) after \(now)")
        #expect(Zone.shanghai.minuteOfDay(of: first) == minute)
        // Asked from just before, it is the same one again: a restart changes nothing.
        #expect(
          rule.next(after: first.adding(seconds: -1), calendar: calendar, zone: .shanghai) == first)
      }
    }
  }
}
