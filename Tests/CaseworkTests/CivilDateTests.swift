import Casework
import TestSupport
import Testing

@Suite("Days")
struct CivilDateTests {
  /// Counts days the way a wall calendar does.
  private struct Wall {
    var year = 1900
    var month = 1
    var day = 1

    mutating func next() {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      day += 1
      guard day > lengths[month - 1] else { return }
      day = 1
      month += 1
      guard month > 12 else { return }
      month = 1
      year += 1
    }
  }

  @Test("every day from 1900 to 2100 has its parts, its number, its weekday and its text")
  func everyDay() throws {
    var wall = Wall()
    // 1900-01-01 was a Monday, 25,567 days before 1970.
    var number = -25_567
    while wall.year <= 2100 {
      let day = try #require(CivilDate(year: wall.year, month: wall.month, day: wall.day))
      let parts = day.parts
      guard day.dayNumber == number, parts.year == wall.year, parts.month == wall.month,
        parts.day == wall.day, day.weekday.rawValue == ((number + 25_567) % 7) + 1,
        CivilDate(iso: day.description) == day, CivilDate(dayNumber: number) == day
      else {
        Issue.record("\(wall.year)-\(wall.month)-\(wall.day) is \(day)")
        return
      }
      wall.next()
      number += 1
    }
  }

  @Test(
    "days that are none",
    arguments: [
      (2026, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1),
      (10_000, 1, 1), (1900, 2, 29),
    ])
  func none(_ parts: (Int, Int, Int)) {
    #expect(CivilDate(year: parts.0, month: parts.1, day: parts.2) == nil)
  }

  @Test(
    "texts that are no day",
    arguments: [
      "", "2026-9-1", "2026-09-31", "26-09-01", "2026/09/01", "2026-09-01 ", "２０２６-09-01",
      "+026-09-01", "2026-09",
    ])
  func noText(_ text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test("the end of a month, leap years too")
  func endOfMonth() throws {
    for (iso, end) in [
      ("2024-02-01", "2024-02-29"), ("2026-02-28", "2026-02-28"), ("2026-12-01", "2026-12-31"),
      ("2100-02-10", "2100-02-28"), ("2000-02-10", "2000-02-29"),
    ] {
      let day = try #require(CivilDate(iso: iso))
      #expect(day.endOfMonth.description == end)
    }
  }

  @Test("adding and counting agree")
  func arithmetic() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<10_000 {
      let start = CivilDate(dayNumber: Int.random(in: -30_000...60_000, using: &generator))
      let days = Int.random(in: -5_000...5_000, using: &generator)
      let end = start.adding(days: days)
      guard start.days(until: end) == days, end.adding(days: -days) == start,
        (start < end) == (days > 0)
      else {
        Issue.record("\(start) + \(days)")
        return
      }
    }
  }
}
