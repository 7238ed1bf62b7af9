import Casework
import TestSupport
import Testing

/// A second count of deadlines that shares nothing with the first: days are lines of text, one below
/// the other, as somebody would count on a wall calendar.
@Suite("A naive second deadline")
struct NaiveDeadlineTests {
  /// One day of the wall: its name and what it is.
  private struct Line {
    var name: String
    var isWorked: Bool
  }

  /// Every day from 2024-11-01 to 2028-12-31, written out one after the other.
  private static let wall: [Line] = {
    var marks: [String: String] = [:]
    for line in Shipped.workdays.split(separator: "\n") {
      let cells = line.split(separator: ",").map(String.init)
      if cells.count == 3, line.hasPrefix("20") { marks[cells[0]] = cells[1] }
    }
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    // 1 November 2024 was a Friday.
    var weekday = 5
    var lines: [Line] = []
    for year in 2024...2028 {
      for month in 1...12 where year > 2024 || month >= 11 {
        let length = month == 2 && [2024, 2028].contains(year) ? 29 : lengths[month - 1]
        for day in 1...length {
          let name = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          let isWorked: Bool
          switch marks[name] {
          case "holiday": isWorked = false
          case "workday": isWorked = true
          default: isWorked = weekday <= 5
          }
          lines.append(Line(name: name, isWorked: isWorked))
          weekday = weekday == 7 ? 1 : weekday + 1
        }
      }
    }
    return lines
  }()

  /// Goes down the wall from below the start, ticking off working days that do not stand still.
  private func end(of count: Int, from start: Int, still: Range<Int> = 0..<0) -> Int {
    var place = start
    var ticks = 0
    while ticks < count {
      place += 1
      if NaiveDeadlineTests.wall[place].isWorked, !still.contains(place) { ticks += 1 }
    }
    return place
  }

  private func firstWorked(from place: Int) -> Int {
    NaiveDeadlineTests.wall[place].isWorked ? place : firstWorked(from: place + 1)
  }

  private func day(_ place: Int) throws -> CivilDate {
    try #require(CivilDate(iso: NaiveDeadlineTests.wall[place].name))
  }

  /// 10,000 random cases; the first difference ends the test and names the case.
  private func trials(seed: UInt64, _ trial: (Int, CivilDate, inout SeededGenerator) throws -> Bool)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<10_000 {
      let start = Int.random(in: 0..<1200, using: &generator)
      guard try trial(start, try day(start), &generator) else { return }
    }
  }

  @Test("terms in working days")
  func workdays() throws {
    let calendar = try Shipped.calendar()
    try trials(seed: 91) { start, from, generator in
      let count = Int.random(in: 1...60, using: &generator)
      let expected = NaiveDeadlineTests.wall[end(of: count, from: start)].name
      let found = calendar.adding(workdays: count, to: from).description
      #expect(found == expected, "\(count) working days from \(from)")
      return found == expected
    }
  }

  @Test("terms in calendar days, rolled forward from a rest day")
  func calendarDays() throws {
    let calendar = try Shipped.calendar()
    try trials(seed: 92) { start, from, generator in
      let count = Int.random(in: 1...90, using: &generator)
      let expected = NaiveDeadlineTests.wall[firstWorked(from: start + count)].name
      let found = calendar.rollForward(from.adding(days: count)).description
      #expect(found == expected, "\(count) days from \(from)")
      return found == expected
    }
  }

  @Test("a term that stood still: moved by the working days it stood, and counted out")
  func suspended() throws {
    let calendar = try Shipped.calendar()
    try trials(seed: 93) { start, from, generator in
      let count = Int.random(in: 2...40, using: &generator)
      let old = end(of: count, from: start)
      // It stops before it is over and goes on some days later, perhaps after the old day.
      let stop = Int.random(in: (start + 1)...old, using: &generator)
      let resume = stop + Int.random(in: 0...30, using: &generator)
      let stood = (stop..<resume).count { NaiveDeadlineTests.wall[$0].isWorked }
      let expected = end(of: count, from: start, still: stop..<resume)
      let moved = calendar.adding(workdays: stood, to: try day(old))
      let (stopped, resumed, end) = (try day(stop), try day(resume), try day(expected))
      let place: Comment = "\(count) from \(from), still \(stopped) to \(resumed)"
      #expect(moved == end, place)
      let told = DueCount(
        from: from, through: moved, stops: [stopped..<resumed],
        calendar: calendar)
      #expect(told.counted.count == count && told.counted.last == moved, place)
      #expect(told.stopped.count == stood, place)
      return moved == end && told.counted.count == count
    }
  }

  @Test("working days late")
  func overdue() throws {
    let calendar = try Shipped.calendar()
    try trials(seed: 94) { start, from, generator in
      let today = start + Int.random(in: 0...60, using: &generator)
      let expected = (start..<today).count { NaiveDeadlineTests.wall[$0 + 1].isWorked }
      // The day on which the term was given counts for nothing.
      let due = Deadline(
        day: from, rule: "", from: from.adding(days: -9), calendar: calendar.version)
      let now = try day(today)
      let days = DayWording(calendar: calendar, today: now)
      let found = days.overdueWorkdays(due)
      #expect(found == expected, "due \(from), today \(now)")
      #expect(days.isOverdue(due) == (today > start))
      return found == expected
    }
  }

  @Test("counted out, no day is lost: each is counted, a rest, or still")
  func everyDay() throws {
    let calendar = try Shipped.calendar()
    try trials(seed: 95) { start, from, generator in
      let end = start + Int.random(in: 1...120, using: &generator)
      let last = try day(end)
      let told = DueCount(from: from, through: last, calendar: calendar)
      let rests = told.rests.reduce(0) {
        $0 + $1.days.lowerBound.days(until: $1.days.upperBound) + 1
      }
      let isWhole = told.counted.count + rests == end - start
      #expect(isWhole, "\(from) to \(last)")
      return isWhole
    }
  }
}
