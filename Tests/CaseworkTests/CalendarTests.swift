import TestSupport
import Testing

@testable import Casework

@Suite("China's working days")
struct CalendarTests {
  /// A second count of the same thing, from the file's lines and a weekday formula of its own.
  private struct Naive {
    private var kinds: [String: String] = [:]

    init() {
      for line in Shipped.workdays.split(separator: "\n") where line.hasPrefix("20") {
        let cells = line.split(separator: ",")
        kinds[String(cells[0])] = String(cells[1])
      }
    }

    func isWorked(_ day: CivilDate) -> Bool {
      let parts = day.parts
      switch kinds[day.description] {
      case "holiday": return false
      case "workday": return true
      default: return (1...5).contains(Naive.weekday(parts.year, parts.month, parts.day))
      }
    }

    /// Zeller's congruence, Monday 1 … Sunday 7.
    private static func weekday(_ year: Int, _ month: Int, _ day: Int) -> Int {
      let (y, m) = month < 3 ? (year - 1, month + 12) : (year, month)
      let h = (day + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) % 7
      return (h + 5) % 7 + 1
    }

    func end(of term: Int, from start: CivilDate) -> CivilDate {
      var worked = 0
      for offset in 1... {
        let day = start.adding(days: offset)
        if isWorked(day) { worked += 1 }
        if worked == term { return day }
      }
      return start
    }
  }

  @Test("a naive second counter agrees on 10,000 random terms")
  func agreesWithNaive() throws {
    let calendar = try Shipped.calendar()
    let naive = Naive()
    var generator = SeededGenerator(seed: 2026)
    let first = try #require(CivilDate(iso: "2024-12-01"))
    for _ in 0..<10_000 {
      let start = first.adding(days: Int.random(in: 0..<1200, using: &generator))
      let term = Int.random(in: 1...60, using: &generator)
      let end = calendar.adding(workdays: term, to: start)
      guard end == naive.end(of: term, from: start) else {
        Issue.record("\(term) working days from \(start): \(end)")
        return
      }
      #expect(calendar.workdays(after: start, through: end) == term)
      let rolled = calendar.rollForward(start)
      #expect(naive.isWorked(rolled) && rolled >= start)
      #expect(calendar.workdays(after: start, through: rolled) <= 1)
      let before = calendar.workday(before: start)
      #expect(naive.isWorked(before) && before < start)
      #expect(calendar.workdays(after: before, through: start.adding(days: -1)) == 0)
    }
  }

  @Test("each published day is what the notice says")
  func everyPublishedDay() throws {
    let calendar = try Shipped.calendar()
    var count = 0
    for line in Shipped.workdays.split(separator: "\n") where line.hasPrefix("20") {
      let cells = line.split(separator: ",").map(String.init)
      let day = try #require(CivilDate(iso: cells[0]))
      let name = cells[2]
      let expected: WorkCalendar.Exception =
        cells[1] == "holiday" ? .holiday(name) : .makeUpWorkday(name)
      #expect(calendar.exception(on: day) == expected)
      #expect(calendar.isWorkday(day) == (cells[1] == "workday"))
      // A make-up workday is a Saturday or Sunday, else the notice was misread.
      if cells[1] == "workday" { #expect(day.weekday.isWeekend) }
      count += 1
    }
    #expect(count > 60)
    #expect(calendar.years == [2025, 2026])
    #expect(!calendar.hasData(for: 2027))
  }

  /// The facts that `week.md` of the project gives for one September.
  @Test(
    "terms over Mid-Autumn and National Day",
    arguments: [(2, "2026-09-16"), (5, "2026-09-20"), (10, "2026-09-28"), (15, "2026-10-10")])
  func overHolidays(_ row: (Int, String)) throws {
    let calendar = try Shipped.calendar()
    let start = try #require(CivilDate(iso: "2026-09-14"))
    #expect(calendar.adding(workdays: row.0, to: start).description == row.1)
  }

  @Test("a year without data is Monday to Friday, and answers say so")
  func withoutData() throws {
    let calendar = try Shipped.calendar()
    let newYear = try #require(CivilDate(iso: "2027-01-01"))
    #expect(calendar.isWorkday(newYear))
    let days = DayWording(calendar: calendar, today: newYear)
    #expect(days.full(newYear).contains("未公布"))
  }

  @Test(
    "a line that cannot be read is named",
    arguments: ["2026-10-01,holiday", "2026-13-01,holiday,国庆节", "2026-10-01,休息,国庆节", "x"])
  func badLine(_ line: String) {
    do {
      _ = try WorkCalendar(csv: "date,kind,name\n# 说明\n2026-01-01,holiday,元旦\n\(line)\n")
      Issue.record("was read")
    } catch {
      #expect(error.line == 4 && error.description.contains(line))
    }
  }

  @Test("how days are written: weekday, what is unusual, the year where it is another")
  func wording() throws {
    let today = try #require(CivilDate(iso: "2026-09-14"))
    let days = DayWording(calendar: try Shipped.calendar(), today: today)
    let written = [
      ("2026-09-18", "9月18日（周五）"), ("2026-09-20", "9月20日（周日，调休上班）"),
      ("2026-09-25", "9月25日（周五，中秋放假）"), ("2025-12-31", "2025年12月31日（周三）"),
    ]
    for (iso, text) in written {
      #expect(days.full(try #require(CivilDate(iso: iso))) == text)
    }
    func due(_ iso: String) throws -> Deadline {
      Deadline(day: try #require(CivilDate(iso: iso)), rule: "", from: today, calendar: "")
    }
    let (friday, sunday13, monday) = (
      try due("2026-09-11"), try due("2026-09-13"), try due("2026-09-14")
    )
    #expect(!days.isOverdue(monday) && days.isOverdue(sunday13))
    #expect(days.overdueNote(friday, .answering) == "超1个工作日")
    let sunday = DayWording(
      calendar: try Shipped.calendar(), today: try #require(CivilDate(iso: "2026-09-13")))
    #expect(sunday.overdueNote(friday, .answering) == "已到期")
  }
}
