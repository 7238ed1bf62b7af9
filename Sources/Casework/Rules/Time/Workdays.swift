/// 周日上班吗: whether a day is worked, and by what arrangement.
enum Workdays {
  static func tell(_ day: CivilDate, _ situation: Situation) throws -> Decision {
    try Guards.allow(.find, situation, what: "查询")
    let calendar = situation.rules.calendar
    let days = situation.days
    let name = "\(days.short(day))（\(day.weekday.name)）"
    var text: Wording
    switch calendar.exception(on: day) {
    case .makeUpWorkday(let holiday):
      text = "\(name)上班，是\(Holiday(rawValue: holiday)?.name ?? holiday)调休。日报照发。"
    case .holiday(let holiday):
      text = "\(name)放假，是\(Holiday(rawValue: holiday)?.name ?? holiday)。日报不发。"
    case nil:
      text = calendar.isWorkday(day) ? "\(name)上班。日报照发。" : "\(name)休息。日报不发。"
    }
    if !calendar.isWorkday(day) {
      text.add("之后第一个工作日：\(days.full(calendar.rollForward(day)))")
    }
    if !calendar.hasData(for: day.year) { text.add("\(day.year)年放假安排未公布，暂按周一至周五。") }
    return Decision(replies: [Reply(text: text)])
  }

  static func tell(_ holiday: Holiday, in year: Int, _ situation: Situation) throws -> Decision {
    try Guards.allow(.find, situation, what: "查询")
    let calendar = situation.rules.calendar
    let days = situation.days
    guard let off = calendar.daysOff(holiday, in: year) else {
      return Decision(replies: [Reply(text: "\(year)年\(holiday.name)的放假安排未公布。")])
    }
    let span = Spans.text(off, days)
    var text: Wording =
      "\(holiday.name)\(span)放假，共\(off.lowerBound.days(until: off.upperBound) + 1)天。"
    let worked = calendar.makeUpDays(holiday, in: year).map(days.full)
    if !worked.isEmpty { text.add("调休上班：\(worked.joined(separator: "、"))") }
    text.add("放假前最后一个工作日：\(days.full(calendar.workday(before: off.lowerBound)))")
    text.add("放假后第一个工作日：\(days.full(calendar.rollForward(off.upperBound.adding(days: 1))))")
    return Decision(replies: [Reply(text: text)])
  }
}

/// Spans of days as sentences write them: 9月25日至27日.
enum Spans {
  static func text(_ span: ClosedRange<CivilDate>, _ days: DayWording) -> String {
    let (first, last) = (span.lowerBound, span.upperBound)
    if first == last { return days.short(first) }
    let isOneMonth = first.year == last.year && first.month == last.month
    return days.short(first) + "至" + (isOneMonth ? "\(last.day)日" : days.short(last))
  }
}
