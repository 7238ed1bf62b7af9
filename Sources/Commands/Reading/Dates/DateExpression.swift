import Casework

/// Words for a day or a time as they were understood, before any calendar is asked: 下周五下午3点前.
struct DateExpression: Equatable {
  var day: DayWords?
  var time: TimeWords?
  var every: EveryWords?
  /// 半小时后: minutes from now.
  var delay: Int?
  var bound: Bound = .plain
  /// A weekday said beside a day that is named already: 9月20日（周日）.
  var weekday: Weekday?

  /// What stands behind the day.
  enum Bound: Equatable {
    case plain
    /// 前, 之前, 以前: includes the day.
    case before
    /// 内, 之内, 以内.
    case within
    /// 后, 之后, 以后.
    case after
  }
}

/// A year: by its number, or from this one (今年 0, 明年 1).
enum YearWords: Equatable {
  case number(Int)
  case offset(Int)
}

/// A month: by its number, or from this one (本月 0, 下月 1).
enum MonthWords: Equatable {
  case number(Int, YearWords?)
  case offset(Int)
}

/// Words for a day, or for a span whose end is meant.
enum DayWords: Equatable {
  /// 今天 0, 明天 1, 后天 2, 大后天 3.
  case offset(Int)
  /// 周五; with 本 0, 下 1, 下下 2, 上 -1.
  case weekday(Weekday, weeks: Int?)
  /// 周末.
  case weekend(weeks: Int)
  /// 本周 0, 下周 1.
  case week(Int)
  /// 下月, 12月.
  case month(MonthWords)
  case monthBegin(MonthWords)
  case monthMiddle(MonthWords)
  case monthEnd(MonthWords)
  /// 上旬 1, 中旬 2, 下旬 3.
  case tenDays(MonthWords, Int)
  /// 20号, 下月5号, 12月31日, 2026-12-31.
  case dayOfMonth(MonthWords, Int)
  case quarterEnd(Int?)
  case yearEnd(YearWords)
  /// 国庆 and the like, by the calendar's name for it.
  case holiday(Holiday)
  /// 节 without saying which.
  case someHoliday
  /// 年 in 年前, which may be the calendar's or the Spring Festival's.
  case newYear
  case term(Int, TermUnit)

  enum TermUnit: Equatable {
    case workdays, days, weeks, months, years
    /// 半个月: counted in days; 一个半月: months and fifteen days.
    case halfMonths
  }
}

/// A time of day.
enum TimeWords: Equatable {
  /// Minutes from midnight, up to 24:00. One of the small hours said without 上午 or 下午 may be
  /// either.
  case clock(Int, isUnclear: Bool)
  /// 上午, 下午, 今晚 without an hour.
  case part(PartOfDay)
  /// 上班前.
  case opening
  /// 下班前.
  case closing
  /// 中午前.
  case noon
}

/// A part of the day, and which hours it can be said with.
enum PartOfDay: Equatable {
  case night, morning, noon, afternoon, evening

  /// Minutes from midnight of `hour` o'clock in this part; nil where nobody says so.
  func minute(hour: Int, minute: Int) -> Int? {
    let value: Int? =
      switch self {
      case .night: (0...6).contains(hour) ? hour : nil
      case .morning: (4...12).contains(hour) ? hour : nil
      case .noon: (11...14).contains(hour) ? hour : (1...2).contains(hour) ? hour + 12 : nil
      case .afternoon: (12...19).contains(hour) ? hour : (1...7).contains(hour) ? hour + 12 : nil
      case .evening: (17...24).contains(hour) ? hour : (5...12).contains(hour) ? hour + 12 : nil
      }
    guard let value, value < 24 || minute == 0 else { return nil }
    return value * 60 + minute
  }

  /// The hours one is asked to choose from.
  var suggestions: [Int] {
    switch self {
    case .night: [5 * 60, 6 * 60]
    case .morning: [9 * 60, 10 * 60, 11 * 60]
    case .noon: [12 * 60, 13 * 60]
    case .afternoon: [14 * 60, 15 * 60, 16 * 60]
    case .evening: [18 * 60, 19 * 60, 20 * 60]
    }
  }
}

/// How often.
enum EveryWords: Equatable {
  case day
  case workday
  case week(Weekday)
  case month(Int)
  /// 每月最后一天.
  case lastDay
  /// 每月最后一个工作日, 每月底.
  case lastWorkday
}

/// When offices open and close: what 上班前 and 下班前 mean to the minute.
enum OfficeHours {
  static let opening = 8 * 60 + 30
  static let closing = 17 * 60 + 30
  static let noon = 12 * 60
}
