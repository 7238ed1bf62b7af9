import Testing

@testable import Casework

@Suite("The week")
struct WeeklyReportTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  @Test("the last working day from Monday to Friday, however the week is cut")
  func reportDays() throws {
    let calendar = try Shipped.calendar()
    let rows: [(inWeekOf: String, day: String?)] = [
      ("2026-09-14", "2026-09-18"), ("2026-09-20", "2026-09-18"), ("2026-09-21", "2026-09-24"),
      ("2026-10-01", "2026-09-30"), ("2026-10-05", "2026-10-09"), ("2026-02-16", nil),
      ("2026-02-23", "2026-02-27"),
    ]
    for row in rows {
      let found = WeeklyReport.reportDay(inWeekOf: try day(row.inWeekOf), calendar)
      #expect(found == (try row.day.map(day)), "\(row.inWeekOf)")
    }
    #expect(
      WeeklyReport.reportDay(beforeWeekOf: try day("2026-02-24"), calendar)
        == (try day("2026-02-13")))
  }

  @Test("every day of two years is in one report: in its week's, or told apart in the next")
  func weeksTile() throws {
    let calendar = try Shipped.calendar()
    var end = try day("2025-01-10")
    let last = try day("2026-12-18")
    while end < last {
      var next = end.adding(days: 1)
      while WeeklyReport.reportDay(inWeekOf: next, calendar) != next { next = next.adding(days: 1) }
      let week = WeeklyReport.Week(endingOn: next, calendar)
      #expect(week.reported == end && end < week.monday && week.monday.weekday == .monday)
      end = next
    }
  }

  @Test("means have one decimal at most, rounded half up")
  func means() {
    #expect(WeekWording.mean([]) == nil)
    #expect(WeekWording.mean([1, 2]) == "1.5")
    #expect(WeekWording.mean([1, 1, 1]) == "1")
    #expect(WeekWording.mean([1, 1, 2, 1, 2, 1, 1, 1]) == "1.3")
    #expect(WeekWording.mean([0, 0, 1]) == "0.3")
  }

  @Test("times of day as people write them")
  func times() {
    let rows: [(typed: String, minute: Int?)] = [
      ("08:30", 510), ("8：30", 510), ("9点", 540), ("9点半", 570), ("16时30分", 990), ("16点", 960),
      ("9点整", 540), ("24:00", nil), ("9", nil), ("9:60", nil), ("半夜", nil), ("9:3x", nil),
      ("900", nil),
    ]
    for row in rows { #expect(TimeOfDay.read(row.typed) == row.minute, "\(row.typed)") }
  }
}
