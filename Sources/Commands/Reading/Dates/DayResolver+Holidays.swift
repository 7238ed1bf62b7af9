import Casework

extension DayResolver {
  /// 国庆前, 国庆后, 国庆.
  func holiday(_ holiday: Holiday, _ bound: DateExpression.Bound) -> Meaning {
    if let over = justOver(holiday), bound != .after {
      // 国庆前 said in the holidays, or soon after, means what is past.
      return .computed(calendar.workday(before: over.lowerBound))
    }
    let year = next(holiday, after: bound == .after)
    switch bound {
    case .before, .within:
      guard let day = calendar.workday(before: holiday, in: year) else {
        return .unpublished(holiday, year)
      }
      return .computed(day)
    case .after:
      guard let day = calendar.workday(after: holiday, in: year) else {
        return .unpublished(holiday, year)
      }
      return .computed(day)
    case .plain:
      let answers = [
        answer("\(holiday.name)前", calendar.workday(before: holiday, in: year)),
        answer("\(holiday.name)后", calendar.workday(after: holiday, in: year)),
      ].compactMap { $0 }
      return answers.isEmpty ? .unpublished(holiday, year) : .choice(answers, .whichDay)
    }
  }

  /// 节前, 节后: which of the next ones.
  func someHoliday(_ bound: DateExpression.Bound) -> Meaning? {
    let upcoming = Holiday.allCases.compactMap { holiday -> DateQuestion.Answer? in
      let year = next(holiday, after: bound == .after)
      return bound == .after
        ? answer("\(holiday.name)后", calendar.workday(after: holiday, in: year))
        : answer("\(holiday.name)前", calendar.workday(before: holiday, in: year))
    }.sorted { ($0.day, $0.typed) < ($1.day, $1.typed) }
    let near = upcoming.filter { $0.day >= today && today.days(until: $0.day) <= 120 }
    return near.isEmpty ? nil : .choice(Array(near.prefix(2)), .whichDay)
  }

  /// 年前 is before the Spring Festival, or before the year is over; 年后 likewise.
  func newYear(_ bound: DateExpression.Bound) -> Meaning? {
    let holidays: [Holiday] = [.newYear, .springFestival]
    let answers = holidays.compactMap { holiday -> DateQuestion.Answer? in
      let year = next(holiday, after: bound == .after)
      return bound == .after
        ? answer("\(holiday.name)后", calendar.workday(after: holiday, in: year))
        : answer("\(holiday.name)前", calendar.workday(before: holiday, in: year))
    }.sorted { $0.day < $1.day }
    guard let first = answers.first else {
      return .unpublished(.springFestival, next(.springFestival, after: bound == .after))
    }
    // Between the two New Years it is clear which is meant.
    let clear = first.label?.hasPrefix(Holiday.springFestival.name) == true
    return clear ? .computed(first.day) : .choice(answers, .whichDay)
  }

  private func answer(_ words: String, _ day: CivilDate?) -> DateQuestion.Answer? {
    day.map { DateQuestion.Answer(typed: words, day: $0, label: words) }
  }

  /// The year of the next one: the one whose days off have not begun, or for 后 are not over.
  private func next(_ holiday: Holiday, after: Bool) -> Int {
    if let days = calendar.daysOff(holiday, in: today.year) {
      let edge = after ? days.upperBound : days.lowerBound
      return edge > today || (after && edge == today) ? today.year : today.year + 1
    }
    guard let fixed = holiday.fixed,
      let day = CivilDate(year: today.year, month: fixed.month, day: fixed.day)
    else { return today.year }
    return day > today ? today.year : today.year + 1
  }

  /// The days off of one that is on, or was over less than two months ago.
  private func justOver(_ holiday: Holiday) -> ClosedRange<CivilDate>? {
    for year in [today.year - 1, today.year] {
      guard let days = calendar.daysOff(holiday, in: year) else { continue }
      if days.lowerBound <= today, days.upperBound.days(until: today) < 60 { return days }
    }
    return nil
  }
}
