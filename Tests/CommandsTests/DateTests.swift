import Casework
import Testing

@testable import Commands

@Suite("Days as people write them")
struct DateTests {
  enum Meaning: Sendable, Equatable {
    case day(String)
    /// A rest day, or words that may mean two days: asked.
    case asked([String])
    case past(String)
    case unpublished
    case unreadable
  }

  /// Monday, 14 September 2026.
  static let monday: [(String, Meaning)] = [
    ("今天", .day("2026-09-14")), ("今日", .day("2026-09-14")), ("当天", .day("2026-09-14")),
    ("今天下班前", .day("2026-09-14")), ("明天", .day("2026-09-15")), ("明日", .day("2026-09-15")),
    ("明天前", .day("2026-09-15")), ("明天下班之前", .day("2026-09-15")), ("后天", .day("2026-09-16")),
    ("大后天", .day("2026-09-17")), ("周一", .day("2026-09-14")), ("周五", .day("2026-09-18")),
    ("周五前", .day("2026-09-18")), ("周五之前", .day("2026-09-18")), ("周五下班前", .day("2026-09-18")),
    ("本周五", .day("2026-09-18")), ("这周五", .day("2026-09-18")), ("星期五", .day("2026-09-18")),
    ("礼拜五", .day("2026-09-18")), ("周六", .asked(["2026-09-18", "2026-09-20"])),
    // 20 September is a Sunday that is worked.
    ("周日", .day("2026-09-20")), ("星期天", .day("2026-09-20")), ("周天", .day("2026-09-20")),
    ("下周一", .day("2026-09-21")), ("下周三", .day("2026-09-23")),
    ("下周五", .asked(["2026-09-24", "2026-09-28"])), ("下周日", .asked(["2026-09-24", "2026-09-28"])),
    ("下下周一", .day("2026-09-28")), ("下下周五", .asked(["2026-09-30", "2026-10-08"])),
    ("月底", .day("2026-09-30")), ("月底前", .day("2026-09-30")), ("本月底", .day("2026-09-30")),
    ("年底", .day("2026-12-31")), ("年底前", .day("2026-12-31")), ("12月31日", .day("2026-12-31")),
    ("12月31号", .day("2026-12-31")), ("12月31日前", .day("2026-12-31")), ("12-31", .day("2026-12-31")),
    ("12.31", .day("2026-12-31")), ("12/31", .day("2026-12-31")),
    ("2026-12-31", .day("2026-12-31")),
    ("2026.12.31", .day("2026-12-31")), ("2026年12月31日", .day("2026-12-31")),
    ("2026 年 12 月 31 日", .day("2026-12-31")), ("１２月３１日", .day("2026-12-31")),
    ("十二月三十一日", .day("2026-12-31")), ("9月20日", .day("2026-09-20")),
    ("9月25日", .asked(["2026-09-24", "2026-09-28"])),
    ("10月1日", .asked(["2026-09-30", "2026-10-08"])),
    ("10月7日前", .asked(["2026-09-30", "2026-10-08"])), ("10月10日", .day("2026-10-10")),
    ("20号", .day("2026-09-20")), ("20号前", .day("2026-09-20")), ("20日", .day("2026-09-20")),
    ("二十号", .day("2026-09-20")), ("26号", .asked(["2026-09-24", "2026-09-28"])),
    ("2027年3月1日", .day("2027-03-01")), ("2027-01-01", .day("2027-01-01")),
    ("2027-01-02", .asked(["2027-01-01", "2027-01-04"])),
    ("3天", .day("2026-09-17")), ("3天内", .day("2026-09-17")), ("3日内", .day("2026-09-17")),
    ("三天之内", .day("2026-09-17")), ("5天内", .day("2026-09-20")), ("4天内", .day("2026-09-18")),
    // A term in calendar days that ends on a rest day rolls forward: 25–27 September are off.
    ("11天内", .day("2026-09-28")), ("12天", .day("2026-09-28")), ("一周内", .day("2026-09-21")),
    ("两周内", .day("2026-09-28")), ("2周", .day("2026-09-28")), ("1个星期", .day("2026-09-21")),
    ("1个工作日", .day("2026-09-15")), ("2个工作日", .day("2026-09-16")),
    ("5个工作日", .day("2026-09-20")), ("5个工作日内", .day("2026-09-20")),
    ("10个工作日", .day("2026-09-28")), ("十个工作日", .day("2026-09-28")), ("10工作日", .day("2026-09-28")),
    ("１５个工作日", .day("2026-10-10")), ("15个工作日", .day("2026-10-10")),
    ("9月13日", .past("2026-09-13")), ("9月1日", .past("2026-09-01")), ("1号", .past("2026-09-01")),
    ("2026-09-13", .past("2026-09-13")), ("2025年12月31日", .past("2025-12-31")),
    ("1-1", .past("2026-01-01")), ("尽快", .unreadable), ("", .unreadable), ("前", .unreadable),
    ("内", .unreadable), ("2月30日", .unreadable), ("9月31日", .unreadable), ("31号", .unreadable),
    ("13月1日", .unreadable), ("0个工作日", .unreadable), ("1001个工作日", .unreadable), ("-3天", .unreadable),
    ("3", .unreadable), ("12月", .asked(["2026-12-01", "2026-12-31"])), ("周八", .unreadable),
    ("下", .unreadable),
    ("国庆前", .day("2026-09-30")), ("每周一", .unreadable), ("2026-12-31-1", .unreadable),
    ("99999999999天", .unreadable), ("昨天", .past("2026-09-13")), ("3天4天", .unreadable),
  ]

  static let others: [(String, String, Meaning)] = [
    // Thursday: a weekday that has passed is next week's, 本周 said of it is past.
    ("2026-09-17", "周一", .day("2026-09-21")), ("2026-09-17", "本周一", .past("2026-09-14")),
    ("2026-09-17", "周四", .day("2026-09-17")), ("2026-09-17", "下周一", .day("2026-09-21")),
    // Friday before a worked Sunday.
    ("2026-09-18", "明天", .asked(["2026-09-18", "2026-09-20"])),
    ("2026-09-18", "后天", .day("2026-09-20")),
    ("2026-09-18", "3天内", .day("2026-09-21")), ("2026-09-18", "1个工作日", .day("2026-09-20")),
    // In the holidays today is taken as it is said.
    ("2026-10-03", "今天", .day("2026-10-03")),
    ("2026-10-03", "明天", .asked(["2026-10-08"])),
    ("2026-10-03", "2个工作日", .day("2026-10-09")), ("2026-10-03", "3天内", .day("2026-10-08")),
    // A month's end that nobody works is the last day before it that somebody does.
    ("2026-10-12", "月底", .day("2026-10-30")), ("2026-10-31", "月底", .day("2026-10-31")),
    ("2026-02-03", "月底前", .day("2026-02-28")), ("2025-01-20", "月底", .day("2025-01-27")),
    // The year's end, and leap years.
    ("2026-12-31", "明天", .day("2027-01-01")), ("2026-12-31", "年底", .day("2026-12-31")),
    ("2028-02-01", "2月29日", .day("2028-02-29")), ("2026-12-30", "3天", .day("2027-01-04")),
  ]

  private static func read(_ text: String, on today: String) throws -> Meaning {
    let day = try #require(CivilDate(iso: today))
    let reader = DateReader(today: day, calendar: try Heard.rules().calendar)
    switch reader.read(text) {
    case .deadline(let deadline):
      #expect(deadline.rule == text && deadline.from == day && !deadline.calendar.isEmpty)
      return .day(deadline.day.description)
    case .question(let question): return .asked(question.answers.map(\.day.description))
    case .unpublished: return .unpublished
    case .past(let day): return .past(day.description)
    case .unreadable: return .unreadable
    }
  }

  @Test("said on Monday, 14 September 2026", arguments: monday)
  func onMonday(_ row: (text: String, meaning: Meaning)) throws {
    #expect(try DateTests.read(row.text, on: "2026-09-14") == row.meaning, "\(row.text)")
  }

  @Test("said on other days", arguments: others)
  func onOtherDays(_ row: (today: String, text: String, meaning: Meaning)) throws {
    #expect(
      try DateTests.read(row.text, on: row.today) == row.meaning, "\(row.text) on \(row.today)")
  }

  @Test("the tables are long enough to mean something")
  func length() { #expect(DateTests.monday.count + DateTests.others.count >= 80) }

  @Test("a rest day tells the days around it, as far as they are not over")
  func restDays() throws {
    let calendar = try Heard.rules().calendar
    func rest(_ text: String, _ today: String) throws -> [String?]? {
      let reader = DateReader(today: try #require(CivilDate(iso: today)), calendar: calendar)
      return reader.read(text).restDay.map { rest in
        [rest.day, rest.before, rest.after].map { $0?.description }
      }
    }
    #expect(try rest("下周五", "2026-09-14") == ["2026-09-25", "2026-09-24", "2026-09-28"])
    #expect(try rest("明天", "2026-10-03") == ["2026-10-04", nil, "2026-10-08"])
    #expect(try rest("下周三", "2026-09-14") == nil)
    #expect(try rest("节前", "2026-09-14") == nil)
  }

  @Test("on any day no word gives a past day, and a term never ends on a rest day")
  func everyDay() throws {
    let calendar = try Heard.rules().calendar
    let first = try #require(CivilDate(iso: "2025-01-01"))
    for offset in 0..<720 {
      let today = first.adding(days: offset)
      let reader = DateReader(today: today, calendar: calendar)
      for text in ["今天", "明天", "周五", "下周五", "月底", "年底", "3天内", "7个工作日", "两周内"] {
        switch reader.read(text) {
        case .deadline(let deadline):
          #expect(deadline.day >= today, "\(text) on \(today)")
          if deadline.day != today {
            #expect(calendar.isWorkday(deadline.day), "\(text) on \(today)")
          }
        case .question(let question):
          #expect(!question.answers.isEmpty, "\(text) on \(today)")
          for answer in question.answers {
            #expect(answer.day >= today && calendar.isWorkday(answer.day), "\(text) on \(today)")
          }
        case .past, .unpublished, .unreadable: Issue.record("\(text) on \(today)")
        }
      }
    }
  }

  @Test("a past day and an unreadable one are refused and name the way out")
  func refusals() throws {
    for (text, code) in [("9月1日", Refusal.Code.datePast), ("尽快", .dateUnreadable)] {
      for command in ["/线索 甲路积水 期限：\(text)", "/领衔 12 孙主任 期限：\(text)"] {
        let outcome = try Heard.group(command).first
        #expect(outcome?.refusal == code)
        #expect(outcome?.answer?.contains(text) == true)
      }
    }
  }
}
