import Casework

/// Finds the day that words mean, counted from today.
struct DayResolver {
  enum Meaning: Equatable {
    /// A day named outright, worked or not.
    case named(CivilDate)
    /// A day that was counted out, or the end of a span: worked, or today.
    case computed(CivilDate)
    case choice([DateQuestion.Answer], DateQuestion.Reason)
    case unpublished(Holiday, Int)
  }

  let today: CivilDate
  let calendar: WorkCalendar
  var minute = 0
  /// Whether a term in calendar days that ends on a rest day rolls forward: a deadline's does.
  var rolls = true

  /// What the expression means; nil where it names no day.
  func resolve(_ expression: DateExpression) -> Meaning? {
    if expression.every != nil { return nil }
    if let delay = expression.delay {
      return .named(today.adding(days: (minute + delay) / 1440))
    }
    guard let day = expression.day else { return timeOnly(expression.time) }
    guard let meaning = resolve(day, expression.bound) else { return nil }
    if let weekday = expression.weekday, case .named(let found) = meaning,
      found.weekday != weekday
    {
      let other = found.adding(days: weekday.rawValue - found.weekday.rawValue)
      return .choice(
        [found, other].sorted().map { .init(typed: $0.description, day: $0) }, .contradiction(found)
      )
    }
    return meaning
  }

  /// 上班前 is the next time that offices open; the others mean today.
  private func timeOnly(_ time: TimeWords?) -> Meaning? {
    switch time {
    case nil: return nil
    case .opening:
      if minute < OfficeHours.opening, calendar.isWorkday(today) { return .computed(today) }
      return .computed(calendar.rollForward(today.adding(days: 1)))
    default: return .computed(today)
    }
  }

  private func resolve(_ day: DayWords, _ bound: DateExpression.Bound) -> Meaning? {
    let meaning = plainly(day, bound)
    guard bound == .after else { return meaning }
    switch (day, meaning) {
    case (.holiday, _), (.someHoliday, _), (.newYear, _), (.term, _), (.week, _), (.month, _):
      return meaning
    case (_, .named(let found)), (_, .computed(let found)):
      // 20号以后 has no end: the first day it allows is offered.
      return .choice(answers([calendar.rollForward(found.adding(days: 1))]), .whichDay)
    default: return meaning
    }
  }

  private func plainly(_ day: DayWords, _ bound: DateExpression.Bound) -> Meaning? {
    switch day {
    case .offset(let days): return .named(today.adding(days: days))
    case .weekday(let weekday, let weeks):
      let day = monday.adding(days: weekday.rawValue - 1 + 7 * (weeks ?? 0))
      // 周一 said on a Thursday is the coming one; 本周一 said then is past.
      return .named(weeks == nil && day < today ? day.adding(days: 7) : day)
    case .weekend(let weeks): return weekend(monday.adding(days: 7 * weeks))
    case .week(let weeks): return week(monday.adding(days: 7 * weeks), bound)
    case .month(let words): return month(words).flatMap { whole($0, bound) }
    case .monthBegin(let words): return month(words).map { begin($0) }
    case .monthMiddle(let words): return month(words).map { middle($0) }
    case .monthEnd(let words): return month(words).map { .computed(end($0, $0.endOfMonth)) }
    case .tenDays(let words, let part): return month(words).map { tenDays($0, part, bound) }
    case .dayOfMonth(let words, let day):
      guard let first = month(words) else { return nil }
      return CivilDate(year: first.year, month: first.month, day: day).map { .named($0) }
    case .quarterEnd(let quarter):
      let last = (quarter ?? (today.month + 2) / 3) * 3
      return CivilDate(year: today.year, month: last, day: 1).map {
        .computed(end($0, $0.endOfMonth))
      }
    case .yearEnd(let words):
      guard let first = CivilDate(year: year(words), month: 12, day: 1) else { return nil }
      return .computed(end(first, first.endOfMonth))
    case .holiday(let holiday): return self.holiday(holiday, bound)
    case .someHoliday: return someHoliday(bound)
    case .newYear: return newYear(bound)
    case .term(let count, let unit): return term(count, unit, bound)
    }
  }

  // MARK: Weeks

  private var monday: CivilDate { today.adding(days: 1 - today.weekday.rawValue) }

  /// The end of a span that nobody works is the last day before it that somebody does, but never
  /// one that is over while the span is not.
  private func end(_ first: CivilDate, _ last: CivilDate) -> CivilDate {
    if calendar.isWorkday(last) { return last }
    let before = calendar.workday(before: last)
    return today <= last ? max(before, today) : before
  }

  private func week(_ monday: CivilDate, _ bound: DateExpression.Bound) -> Meaning? {
    let days = (0..<7).map(monday.adding(days:))
    let worked = days.filter(calendar.isWorkday)
    guard let last = worked.last, let first = worked.first else {
      return .choice(around(monday, days[6]), .whichDay)
    }
    switch bound {
    case .within:
      // A make-up Sunday: the week's last working day is not the one that everybody means.
      guard let usual = worked.last(where: { $0 <= days[4] }), usual != last else {
        return .computed(last)
      }
      return .choice(answers([usual, last]), .whichDay)
    case .before: return .choice(answers([calendar.workday(before: monday), last]), .whichDay)
    case .after: return .computed(calendar.rollForward(days[6].adding(days: 1)))
    case .plain: return .choice(answers([first, last]), .whichDay)
    }
  }

  private func weekend(_ monday: CivilDate) -> Meaning {
    let friday = monday.adding(days: 4)
    let worked = [5, 6].map(monday.adding(days:)).filter(calendar.isWorkday)
    let before = calendar.isWorkday(friday) ? friday : calendar.workday(before: friday)
    let after = calendar.rollForward(monday.adding(days: 7))
    return .choice(answers([before] + worked + [after]), .whichDay)
  }

  private func around(_ first: CivilDate, _ last: CivilDate) -> [DateQuestion.Answer] {
    answers([calendar.workday(before: first), calendar.rollForward(last)])
  }

  func answers(_ days: [CivilDate]) -> [DateQuestion.Answer] {
    var seen: Set<CivilDate> = []
    return days.filter { seen.insert($0).inserted }.map { .init(typed: $0.description, day: $0) }
  }

  // MARK: Months and years

  private func year(_ words: YearWords) -> Int {
    switch words {
    case .number(let year): year
    case .offset(let offset): today.year + offset
    }
  }

  /// The first day of the month.
  private func month(_ words: MonthWords) -> CivilDate? {
    switch words {
    case .number(let month, let words):
      return CivilDate(year: words.map(year) ?? today.year, month: month, day: 1)
    case .offset(let offset):
      let months = today.year * 12 + today.month - 1 + offset
      return CivilDate(year: months / 12, month: months % 12 + 1, day: 1)
    }
  }

  private func whole(_ first: CivilDate, _ bound: DateExpression.Bound) -> Meaning {
    let last = end(first, first.endOfMonth)
    switch bound {
    case .within: return .computed(last)
    case .before: return .choice(answers([calendar.workday(before: first), last]), .whichDay)
    case .after: return .computed(calendar.rollForward(first.endOfMonth.adding(days: 1)))
    case .plain: return .choice(answers([calendar.rollForward(first), last]), .whichDay)
    }
  }

  private func begin(_ first: CivilDate) -> Meaning {
    .choice(answers([calendar.rollForward(first), end(first, first.adding(days: 9))]), .whichDay)
  }

  private func middle(_ first: CivilDate) -> Meaning {
    let fifteenth = calendar.rollForward(first.adding(days: 14))
    let twentieth = end(first, first.adding(days: 19))
    return .choice(answers([fifteenth, twentieth].sorted()), .whichDay)
  }

  private func tenDays(
    _ first: CivilDate, _ part: Int, _ bound: DateExpression.Bound
  ) -> Meaning {
    let begin = first.adding(days: 10 * (part - 1))
    let last = part == 3 ? first.endOfMonth : begin.adding(days: 9)
    // 中旬前 may be before it begins, or before it is over.
    guard bound == .before else { return .computed(end(begin, last)) }
    return .choice(answers([calendar.workday(before: begin), end(begin, last)]), .whichDay)
  }

  // MARK: Terms

  private func term(
    _ count: Int, _ unit: DayWords.TermUnit, _ bound: DateExpression.Bound
  ) -> Meaning? {
    let end: CivilDate =
      switch unit {
      case .workdays: calendar.adding(workdays: count, to: today)
      case .days: today.adding(days: count)
      case .weeks: today.adding(days: 7 * count)
      case .months: adding(months: count)
      case .years: adding(months: 12 * count)
      case .halfMonths: adding(months: count / 2).adding(days: 15)
      }
    let day = rolls ? calendar.rollForward(end) : end
    // 3天前 is three days ago in good Chinese, and a term where somebody was in a hurry.
    if bound == .before { return .choice(answers([day]), .whichDay) }
    return .computed(day)
  }

  /// The same day so many months on; where the month has no such day, its last.
  private func adding(months count: Int) -> CivilDate {
    let months = today.year * 12 + today.month - 1 + count
    guard let first = CivilDate(year: months / 12, month: months % 12 + 1, day: 1) else {
      return today
    }
    return min(first.adding(days: today.day - 1), first.endOfMonth)
  }
}
