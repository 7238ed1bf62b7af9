/// China's working days: Monday to Friday, less the published holidays, plus the make-up workdays
/// (调休). A year without data falls back to Monday–Friday, and `hasData` says so.
public struct WorkCalendar: Sendable, Equatable {
  /// What a day is by the published notice.
  public enum Exception: Sendable, Equatable {
    case holiday(String)
    case makeUpWorkday(String)
  }

  /// Names the data: which years it covers and how many exceptions. Kept with every deadline.
  public let version: String
  public let years: Set<Int>
  private let exceptions: [CivilDate: Exception]

  public init(exceptions: [CivilDate: Exception]) {
    self.exceptions = exceptions
    years = Set(exceptions.keys.map(\.year))
    let span = [years.min(), years.max()].compactMap { $0 }.map(String.init)
    version = "cn-\(span.joined(separator: "-"))-\(exceptions.count)"
  }

  /// Reads lines `date,kind,name` with kind `holiday` or `workday`; `#` begins a remark.
  /// - Throws: `CalendarError` naming the line.
  public init(csv: String) throws(CalendarError) {
    var exceptions: [CivilDate: Exception] = [:]
    for (index, line) in csv.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let text = line.hasSuffix("\r") ? line.dropLast() : line
      if text.isEmpty || text.hasPrefix("#") || text == "date,kind,name" { continue }
      let cells = text.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 3, let date = CivilDate(iso: cells[0]) else {
        throw CalendarError(line: index + 1, text: String(text))
      }
      switch cells[1] {
      case "holiday": exceptions[date] = .holiday(String(cells[2]))
      case "workday": exceptions[date] = .makeUpWorkday(String(cells[2]))
      default: throw CalendarError(line: index + 1, text: String(text))
      }
    }
    self.init(exceptions: exceptions)
  }

  public func exception(on day: CivilDate) -> Exception? { exceptions[day] }

  /// Whether the holidays of that year are known; if not, its days are Monday to Friday.
  public func hasData(for year: Int) -> Bool { years.contains(year) }

  public func isWorkday(_ day: CivilDate) -> Bool {
    switch exceptions[day] {
    case .holiday: false
    case .makeUpWorkday: true
    case nil: !day.weekday.isWeekend
    }
  }

  /// The last day of a term of that many working days. The first day does not count.
  public func adding(workdays count: Int, to start: CivilDate) -> CivilDate {
    var day = start
    var left = count
    while left > 0 {
      day = day.adding(days: 1)
      if isWorkday(day) { left -= 1 }
    }
    return day
  }

  /// The last day that is near, as every list and digest means it: within three working days, and the
  /// rest days right behind them.
  public func horizon(from today: CivilDate) -> CivilDate {
    adding(workdays: WorkCalendar.nearWorkdays + 1, to: today).adding(days: -1)
  }

  /// 3个工作日内.
  public static let nearWorkdays = 3

  /// That day if it is worked, else the next one that is.
  public func rollForward(_ day: CivilDate) -> CivilDate {
    var day = day
    while !isWorkday(day) { day = day.adding(days: 1) }
    return day
  }

  /// The last working day before that day.
  public func workday(before day: CivilDate) -> CivilDate {
    var day = day.adding(days: -1)
    while !isWorkday(day) { day = day.adding(days: -1) }
    return day
  }

  /// The first day since which no more than that many working days have passed.
  public func day(notMoreThan workdays: Int, before today: CivilDate) -> CivilDate {
    var day = today
    while self.workdays(after: day.adding(days: -1), through: today) <= workdays {
      day = day.adding(days: -1)
    }
    return day
  }

  /// How many working days lie after the first day, up to and including the last.
  public func workdays(after first: CivilDate, through last: CivilDate) -> Int {
    guard first < last else { return 0 }
    return (1...first.days(until: last)).count { isWorkday(first.adding(days: $0)) }
  }
}

/// A line of the calendar file that cannot be read.
public struct CalendarError: Error, Sendable, CustomStringConvertible {
  public var line: Int
  public var text: String

  public var description: String {
    "calendar line \(line) cannot be read: \(text). "
      + "Expected date,kind,name with kind holiday or workday, such as 2026-10-01,holiday,国庆节."
  }
}
