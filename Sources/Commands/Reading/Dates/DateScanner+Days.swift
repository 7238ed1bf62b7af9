import Casework

extension DateScanner {
  /// Words for a day.
  mutating func day() -> DayWords? {
    attempt { $0.dayFromToday() } ?? attempt { $0.dayOfWeek() } ?? attempt { $0.yearAndDay() }
      ?? attempt { $0.monthAndDay() } ?? attempt { $0.holiday() } ?? attempt { $0.written() }
      ?? attempt { $0.term() }
  }

  private mutating func dayFromToday() -> DayWords? {
    if takeAny(["大后天", "大后日"]) != nil { return .offset(3) }
    if takeAny(["后天", "后日"]) != nil { return .offset(2) }
    if takeAny(["明天", "明日", "次日", "隔天"]) != nil { return .offset(1) }
    if takeAny(["今天", "今日", "当天", "当日", "本日", "今儿"]) != nil { return .offset(0) }
    if takeAny(["昨天", "昨日"]) != nil { return .offset(-1) }
    if takeAny(["前天"]) != nil { return .offset(-2) }
    // 今晚, 明早: the part of the day is read behind.
    let parts = ["早", "晚", "晨", "夜", "午"]
    if take("今"), seesAny(parts) { return .offset(0) }
    if take("明"), seesAny(parts) { return .offset(1) }
    return nil
  }

  /// The place in the week behind 周: 一 … 日.
  mutating func weekdayName() -> Weekday? {
    let names = ["一", "二", "三", "四", "五", "六", "日", "天"]
    guard let name = takeAny(names), let index = names.firstIndex(of: name) else { return nil }
    return Weekday(rawValue: min(index, 6) + 1)
  }

  /// 周五, 本周五, 下下周一, 下个星期三, 下周, 周末.
  private mutating func dayOfWeek() -> DayWords? {
    let weeks = relative()
    guard takeAny(["星期", "礼拜", "周"]) != nil else { return nil }
    if let weekday = weekdayName() { return .weekday(weekday, weeks: weeks) }
    if take("末") { return .weekend(weeks: weeks ?? 0) }
    if takeAny(["底"]) != nil { return .week(weeks ?? 0) }
    if let weeks { return .week(weeks) }
    return seesAny(["内", "之内", "以内"]) ? .week(0) : nil
  }

  /// 本 0, 下 1, 下下 2, 上 -1, with 个 or without.
  private mutating func relative() -> Int? {
    var offset: Int?
    while take("下") { offset = (offset ?? 0) + 1 }
    if offset == nil {
      while take("上") { offset = (offset ?? 0) - 1 }
    }
    if offset == nil, takeAny(["本", "这", "这一", "当"]) != nil { offset = 0 }
    if offset != nil { _ = take("个") }
    return offset
  }

  private mutating func year() -> YearWords? {
    if takeAny(["今年", "本年度", "本年", "当年"]) != nil { return .offset(0) }
    if take("明年") { return .offset(1) }
    if take("后年") { return .offset(2) }
    if take("去年") { return .offset(-1) }
    guard let number = number(), number.digits == 4, take("年") else { return nil }
    return .number(number.value)
  }

  /// 明年1月5日, 今年底, 2026年12月31日, 年底, 年前.
  private mutating func yearAndDay() -> DayWords? {
    if let year = attempt({ $0.year() }) {
      if takeAny(["年底", "年末", "底", "末"]) != nil { return .yearEnd(year) }
      if let month = attempt({ $0.numberedMonth(year) }) { return inMonth(month) }
      if let holiday = attempt({ $0.holidayName() }), year == .offset(0) {
        return .holiday(holiday)
      }
      return seesAny(["内", "之内", "以内"]) ? .yearEnd(year) : nil
    }
    if takeAny(["年底", "年末"]) != nil { return .yearEnd(.offset(0)) }
    guard take("年") else { return nil }
    if seesAny(["内", "之内", "以内"]) { return .yearEnd(.offset(0)) }
    return seesAny(["前", "之前", "以前", "后", "之后", "以后"]) ? .newYear : nil
  }

  private mutating func numberedMonth(_ year: YearWords?) -> MonthWords? {
    guard let number = number(), (1...12).contains(number.value), take("月") else { return nil }
    return .number(number.value, year)
  }

  /// 月底, 本月20号, 下月5号, 下个月底, 12月31日, 10月上旬, 上旬, 季度末.
  private mutating func monthAndDay() -> DayWords? {
    if let month = attempt({ $0.numberedMonth(nil) }) { return inMonth(month) }
    if let tenDays = tenDays() { return .tenDays(.offset(0), tenDays) }
    if let quarter = attempt({ $0.quarter() }) { return quarter }
    let offset = relative()
    guard take("月") else { return nil }
    if offset == nil, !seesAny(["底", "末", "初", "中", "内", "之内", "以内"]) { return nil }
    return inMonth(.offset(offset ?? 0))
  }

  private mutating func tenDays() -> Int? {
    takeAny(["上旬", "中旬", "下旬"]).map { ["上旬": 1, "中旬": 2, "下旬": 3][$0] ?? 3 }
  }

  private mutating func quarter() -> DayWords? {
    var which: Int?
    if takeAny(["本", "这个", "这", "当"]) == nil {
      _ = take("第")
      if let number = number() {
        guard (1...4).contains(number.value) else { return nil }
        which = number.value
      }
    }
    guard takeAny(["季度", "季"]) != nil else { return nil }
    guard takeAny(["末", "底"]) != nil || seesAny(["内", "之内", "以内"]) else { return nil }
    return .quarterEnd(which)
  }

  /// What is said of a month behind it.
  private mutating func inMonth(_ month: MonthWords) -> DayWords? {
    if takeAny(["底", "末"]) != nil { return .monthEnd(month) }
    if take("初") { return .monthBegin(month) }
    if let tenDays = tenDays() { return .tenDays(month, tenDays) }
    if take("中") { return .monthMiddle(month) }
    _ = take("份")
    if let day = attempt({ scanner -> Int? in
      guard let number = scanner.number(), (1...31).contains(number.value) else { return nil }
      // 9月15 is a day; 9月3人 is none.
      guard scanner.takeAny(["日", "号"]) != nil || scanner.endsDay else { return nil }
      return number.value
    }) {
      return .dayOfMonth(month, day)
    }
    if let current, current.isDigit || "一二三四五六七八九十".unicodeScalars.contains(current) {
      return nil
    }
    if seesAny(["内", "之内", "以内"]) { return .monthEnd(month) }
    return .month(month)
  }

  /// Whether a written day may end here without 日.
  private var endsDay: Bool {
    guard let scalar = current else { return true }
    return scalar.isBlank || scalar == "(" || scalar == "," || scalar == "." || scalar == ":"
      || seesAny(["前", "之前", "以前", "上午", "下午", "晚上", "早上", "中午", "下班", "上班"])
  }

  /// 2026-12-31, 12.31, 12/31, 20261231, 20号, 20日.
  private mutating func written() -> DayWords? {
    guard let first = number() else { return nil }
    if first.digits == 8 {
      let (year, month, day) = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
      return (1...12).contains(month) && (1900...2999).contains(year)
        ? .dayOfMonth(.number(month, .number(year)), day) : nil
    }
    if take("号") {
      return (1...31).contains(first.value) ? .dayOfMonth(.offset(0), first.value) : nil
    }
    if take("日") {
      // 3日内 is a term.
      let ends = ["内", "之内", "以内", "后", "之后", "以后"]
      guard !seesAny(ends), (1...31).contains(first.value) else { return nil }
      return .dayOfMonth(.offset(0), first.value)
    }
    for mark in ["-", ".", "/"] {
      guard first.digits > 0, current.map({ String($0) }) == mark else { continue }
      index += 1
      guard current?.isDigit == true, let second = number() else { return nil }
      if first.digits == 4 {
        guard current.map({ String($0) }) == mark else { return nil }
        index += 1
        guard current?.isDigit == true, let third = number(), follows(third) else { return nil }
        return .dayOfMonth(.number(second.value, .number(first.value)), third.value)
      }
      guard (1...12).contains(first.value), follows(second) else { return nil }
      _ = takeAny(["日", "号"])
      return .dayOfMonth(.number(first.value, nil), second.value)
    }
    return nil
  }

  /// Whether a day's number may end here: 2026-12-31-1 and 10.1.2 are no days.
  private func follows(_ number: (value: Int, digits: Int, hasZero: Bool)) -> Bool {
    guard (1...31).contains(number.value), number.digits <= 2 else { return false }
    guard let scalar = current else { return true }
    return !scalar.isDigit && !scalar.isLetter && scalar != "-" && scalar != "/" && scalar != "%"
      && !(scalar == "." && index + 1 < scalars.count && scalars[index + 1].isDigit)
  }
}
