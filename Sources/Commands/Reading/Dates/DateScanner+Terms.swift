import Casework

extension DateScanner {
  // MARK: Holidays

  /// 国庆, 中秋节, 五一; 节 alone, where a bound follows.
  mutating func holiday() -> DayWords? {
    if let holiday = attempt({ $0.holidayName() }) { return .holiday(holiday) }
    if takeAny(["节假日", "假期", "放假", "过节", "节"]) != nil,
      seesAny(["前", "之前", "以前", "后", "之后", "以后"])
    {
      return .someHoliday
    }
    return nil
  }

  mutating func holidayName() -> Holiday? {
    let names: [(String, Holiday)] = [
      ("国庆", .national), ("十一", .national), ("中秋", .midAutumn), ("元旦", .newYear),
      ("春节", .springFestival), ("过年", .springFestival), ("清明", .tombSweeping),
      ("五一劳动", .labour), ("五一", .labour), ("劳动", .labour), ("端午", .dragonBoat),
    ]
    for (name, holiday) in names where take(name) {
      // 十一月, 十一号 and 十一点 are numbers.
      if name == "十一" || name == "五一" {
        let units = ["月", "号", "日", "个", "点", "天", "周", "年", "时", "分", "小时", "."]
        if seesAny(units) { return nil }
        if name == "十一", current?.isHan != true, !isAtEnd { return nil }
      }
      let ended = takeAny(["节"]) != nil
      if name == "劳动", !ended { return nil }
      _ = takeAny(["长假", "假期", "放假", "小长假", "期间"])
      return holiday
    }
    return nil
  }

  // MARK: Terms

  /// 3天, 15个工作日, 两周, 半个月, 一个半月, 三个月, 48小时.
  mutating func term() -> DayWords? {
    if take("半") {
      if takeAny(["个月", "月"]) != nil { return .term(15, .days) }
      if take("年") { return .term(6, .months) }
      return nil
    }
    guard let number = number(), (1...1000).contains(number.value) else { return nil }
    let count = number.value
    if takeAny(["个工作日", "工作日", "个工作天", "工作天"]) != nil { return .term(count, .workdays) }
    if takeAny(["个自然日", "自然日", "个日历日", "日历天", "天"]) != nil { return .term(count, .days) }
    if takeAny(["个星期", "星期", "个礼拜", "礼拜", "周"]) != nil { return .term(count, .weeks) }
    if takeAny(["个半月"]) != nil { return .term(count * 2 + 1, .halfMonths) }
    if takeAny(["个月", "个自然月"]) != nil { return .term(count, .months) }
    if takeAny(["个小时", "小时"]) != nil {
      return count % 24 == 0 ? .term(count / 24, .days) : nil
    }
    if take("日"), seesAny(["内", "之内", "以内", "后", "之后", "以后"]) {
      return .term(count, .days)
    }
    if number.digits < 4, take("年"), seesAny(["内", "之内", "以内", "后", "之后", "以后"]) {
      return .term(count, .years)
    }
    return nil
  }

  /// 半小时后, 20分钟后, 2个小时后, 一个半小时后: minutes from now.
  mutating func delay() -> Int? {
    var minutes: Int?
    if take("半"), takeAny(["个小时", "小时", "个钟头"]) != nil {
      minutes = 30
    } else if let number = number(), (1...1000).contains(number.value) {
      if takeAny(["个半小时", "个半钟头"]) != nil {
        minutes = number.value * 60 + 30
      } else if takeAny(["个小时", "小时", "个钟头", "钟头"]) != nil {
        minutes = number.value * 60
      } else if takeAny(["分钟"]) != nil {
        minutes = number.value
      } else if takeAny(["刻钟"]) != nil {
        minutes = number.value * 15
      }
    }
    guard let minutes, takeAny(["之后", "以后", "后"]) != nil else { return nil }
    return minutes
  }

  // MARK: Again and again

  /// 每天, 每周一, 每个工作日, 每月5日, 每月最后一个工作日.
  mutating func every() -> EveryWords? {
    if take("工作日"), !seesAny(["前", "后", "内", "之"]) { return .workday }
    guard take("每") else { return nil }
    _ = take("个")
    if take("工作日") { return .workday }
    if takeAny(["天", "日"]) != nil || seesAny(["早", "晚"]) { return .day }
    if takeAny(["星期", "礼拜", "周"]) != nil {
      guard let weekday = weekdayName() else { return nil }
      // 每周一三五 names more than one.
      return seesAny(["一", "二", "三", "四", "五", "六", "日", "天", "和"]) && !startsTime
        ? nil : .week(weekday)
    }
    guard take("月") else { return nil }
    _ = take("的")
    if takeAny(["最后一个工作日", "最后1个工作日", "底", "末"]) != nil { return .lastWorkday }
    if takeAny(["最后一天", "最后一日"]) != nil { return .lastDay }
    guard let number = number(), (1...31).contains(number.value), takeAny(["日", "号"]) != nil else {
      return nil
    }
    return .month(number.value)
  }

  private var startsTime: Bool {
    var copy = self
    return copy.time() != nil
  }
}
