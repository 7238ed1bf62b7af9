/// The public holidays by the names that the calendar's data gives them.
public enum Holiday: String, Sendable, Hashable, CaseIterable {
  case newYear = "元旦"
  case springFestival = "春节"
  case tombSweeping = "清明"
  case labour = "劳动节"
  case dragonBoat = "端午"
  case midAutumn = "中秋"
  case national = "国庆节"

  /// How sentences call it: 国庆.
  public var name: String { self == .national ? "国庆" : rawValue }

  /// Month and day where it is the same every year; the others follow the moon or the sun.
  public var fixed: (month: Int, day: Int)? {
    switch self {
    case .newYear: (1, 1)
    case .labour: (5, 1)
    case .national: (10, 1)
    default: nil
    }
  }
}

extension WorkCalendar {
  /// The days off of a holiday in that year, from the first to the last; nil where the year's
  /// arrangement is not known.
  public func daysOff(_ holiday: Holiday, in year: Int) -> ClosedRange<CivilDate>? {
    guard hasData(for: year), let first = CivilDate(year: year, month: 1, day: 1) else {
      return nil
    }
    // New Year's days off may begin in the old year; those of its own end are the next one's.
    let start = holiday == .newYear ? first.adding(days: -10) : first
    let length = holiday == .newYear ? 30 : 366
    let days = (0..<length).map(start.adding(days:)).filter {
      if case .holiday(let name)? = exception(on: $0) { name == holiday.rawValue } else { false }
    }
    guard let low = days.first, let high = days.last else { return nil }
    return low...high
  }

  /// The days worked in exchange for a holiday (调休) in that year.
  public func makeUpDays(_ holiday: Holiday, in year: Int) -> [CivilDate] {
    guard let first = CivilDate(year: year, month: 1, day: 1) else { return [] }
    return (0..<366).map(first.adding(days:)).filter {
      $0.year == year && exception(on: $0) == .makeUpWorkday(holiday.rawValue)
    }
  }

  /// The last working day before a holiday. Where the year's arrangement is not known, the date it
  /// falls on every year stands in; nil where there is none.
  public func workday(before holiday: Holiday, in year: Int) -> CivilDate? {
    if let days = daysOff(holiday, in: year) { return workday(before: days.lowerBound) }
    guard let fixed = holiday.fixed else { return nil }
    return CivilDate(year: year, month: fixed.month, day: fixed.day).map(workday(before:))
  }

  /// The first working day after a holiday; nil where the year's arrangement is not known.
  public func workday(after holiday: Holiday, in year: Int) -> CivilDate? {
    daysOff(holiday, in: year).map { rollForward($0.upperBound.adding(days: 1)) }
  }
}
