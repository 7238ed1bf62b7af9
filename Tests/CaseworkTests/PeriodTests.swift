import Testing

@testable import Casework

@Suite("Periods as people name them")
struct PeriodTests {
  /// On Thursday, 17 September 2026.
  static let rows: [(text: String, days: String, rest: String)] = [
    ("今年", "2026-01-01…2026-12-31", ""), ("今年停车", "2026-01-01…2026-12-31", "停车"),
    ("今年以来停车", "2026-01-01…2026-12-31", "停车"), ("去年", "2025-01-01…2025-12-31", ""),
    ("上半年", "2026-01-01…2026-06-30", ""), ("下半年", "2026-07-01…2026-12-31", ""),
    ("本月", "2026-09-01…2026-09-30", ""), ("上月", "2026-08-01…2026-08-31", ""),
    ("上个月的", "2026-08-01…2026-08-31", "的"), ("本周", "2026-09-14…2026-09-20", ""),
    ("上周", "2026-09-07…2026-09-13", ""), ("本季度", "2026-07-01…2026-09-30", ""),
    ("上季度", "2026-04-01…2026-06-30", ""), ("第三季度", "2026-07-01…2026-09-30", ""),
    ("三季度", "2026-07-01…2026-09-30", ""), ("第4季度", "2026-10-01…2026-12-31", ""),
    ("2025年第四季度", "2025-10-01…2025-12-31", ""), ("2026年9月", "2026-09-01…2026-09-30", ""),
    ("2026年", "2026-01-01…2026-12-31", ""), ("9月", "2026-09-01…2026-09-30", ""),
    ("9月份", "2026-09-01…2026-09-30", ""), ("2月", "2026-02-01…2026-02-28", ""),
    ("9月10日", "2026-09-10…2026-09-10", ""), ("9月10号", "2026-09-10…2026-09-10", ""),
    ("1月至6月", "2026-01-01…2026-06-30", ""), ("1-6月", "2026-01-01…2026-06-30", ""),
    ("1月到6月", "2026-01-01…2026-06-30", ""), ("2025年11月至2026年2月", "2025-11-01…2026-02-28", ""),
    ("9月1日至9月15日", "2026-09-01…2026-09-15", ""), ("截至9月10日", "2026-01-01…2026-09-10", ""),
    ("截至2025年6月", "2025-01-01…2025-06-30", ""),
    ("2026-09-01至2026-09-10", "2026-09-01…2026-09-10", ""), ("昨天", "2026-09-16…2026-09-16", ""),
  ]

  @Test("days and what is left", arguments: rows)
  func read(_ row: (text: String, days: String, rest: String)) throws {
    let today = try #require(CivilDate(iso: "2026-09-17"))
    let (period, rest) = try #require(PeriodReader(today: today).leading(row.text[...]))
    #expect("\(period.first)…\(period.last)" == row.days)
    #expect(String(rest) == row.rest)
    #expect(!period.name.isEmpty && !period.opening.isEmpty)
  }

  @Test(
    "no period",
    arguments: ["停车", "", "第五季度", "13月", "2月30日", "6月至1月", "9", "37号建议", "12345热线", "月", "99999年"])
  func none(_ text: String) throws {
    let today = try #require(CivilDate(iso: "2026-09-17"))
    #expect(PeriodReader(today: today).leading(text[...])?.0 == nil)
  }

  @Test("in January the month and the quarter before are last year's")
  func january() throws {
    let today = try #require(CivilDate(iso: "2026-01-04"))
    let reader = PeriodReader(today: today)
    #expect(reader.leading("上月")?.0.first == CivilDate(iso: "2025-12-01"))
    #expect(reader.leading("上季度")?.0.name == "2025年第四季度")
    #expect(reader.leading("上周")?.0.first == CivilDate(iso: "2025-12-22"))
  }

  @Test(
    "a day begins at midnight of the zone", arguments: ["Asia/Shanghai", "Europe/Berlin", "UTC"])
  func midnight(_ name: String) throws {
    let zone = try #require(Zone(identifier: name))
    for text in ["2026-03-29", "2026-10-25", "2026-09-17"] {
      let day = try #require(CivilDate(iso: text))
      #expect(zone.day(of: zone.start(of: day)) == day)
      #expect(zone.day(of: zone.start(of: day).adding(seconds: -1)) == day.adding(days: -1))
    }
  }
}
