/// A term counted out day by day: what counted, what did not, and why.
public struct DueCount: Sendable, Equatable {
  /// Days nobody worked, in a row.
  public struct Rest: Sendable, Equatable {
    public var days: ClosedRange<CivilDate>
    /// The holiday's name; nil for an ordinary weekend.
    public var holiday: String?
  }

  /// The working days that counted, the last one the due day.
  public var counted: [CivilDate] = []
  public var rests: [Rest] = []
  /// Saturdays and Sundays among the counted.
  public var makeUps: [CivilDate] = []
  /// Working days on which the clock stood still.
  public var stopped: [CivilDate] = []

  /// - Parameters:
  ///   - start: The day from which it is counted; it does not count itself.
  ///   - stops: When the clock stood still: from the first day, up to the day it went on.
  public init(
    from start: CivilDate, through end: CivilDate, stops: [Range<CivilDate>] = [],
    calendar: WorkCalendar
  ) {
    guard start < end else { return }
    for offset in 1...start.days(until: end) {
      let day = start.adding(days: offset)
      if !calendar.isWorkday(day) {
        rest(day, calendar)
      } else if stops.contains(where: { $0.contains(day) }) {
        stopped.append(day)
      } else {
        counted.append(day)
        if calendar.exception(on: day) != nil { makeUps.append(day) }
      }
    }
  }

  private mutating func rest(_ day: CivilDate, _ calendar: WorkCalendar) {
    var name: String?
    if case .holiday(let holiday)? = calendar.exception(on: day) { name = holiday }
    if let last = rests.last, last.holiday == name, last.days.upperBound.adding(days: 1) == day {
      rests[rests.count - 1].days = last.days.lowerBound...day
    } else {
      rests.append(Rest(days: day...day, holiday: name))
    }
  }
}

/// What the words of a rule count, where they count anything: 5个工作日, 3天内, 两周, 半个月.
struct RuleWords: Equatable {
  enum Unit: Equatable { case workdays, days, weeks, months, halfMonth }

  var count: Int
  var unit: Unit

  init?(_ rule: String) {
    let scalars = rule.unicodeScalars.filter { !$0.properties.isWhitespace }.map(RuleWords.fold)
    guard let begin = scalars.firstIndex(where: RuleWords.isNumber) else { return nil }
    let text = String(String.UnicodeScalarView(scalars[begin...]))
    if text.hasPrefix("半个月") || text.hasPrefix("半月") {
      (count, unit) = (1, .halfMonth)
      return
    }
    let end = scalars[begin...].firstIndex { !RuleWords.isNumber($0) } ?? scalars.endIndex
    guard let value = RuleWords.value(Array(scalars[begin..<end])) else { return nil }
    count = value
    let rest = String(String.UnicodeScalarView(scalars[end...]))
    switch true {
    case rest.hasPrefix("个工作"), rest.hasPrefix("工作"): unit = .workdays
    case rest.hasPrefix("天"), rest.hasPrefix("个自然日"), rest.hasPrefix("自然日"): unit = .days
    case rest.hasPrefix("日内"), rest.hasPrefix("日之内"), rest.hasPrefix("日以内"): unit = .days
    case rest.hasPrefix("周"), rest.hasPrefix("个星期"), rest.hasPrefix("星期"),
      rest.hasPrefix("个礼拜"):
      unit = .weeks
    case rest.hasPrefix("个月"): unit = .months
    default: return nil
    }
  }

  /// The day on which the count ends, before it is rolled forward; nil for working days.
  func end(from start: CivilDate) -> CivilDate? {
    switch unit {
    case .workdays: return nil
    case .days: return start.adding(days: count)
    case .weeks: return start.adding(days: 7 * count)
    case .halfMonth: return start.adding(days: 15)
    case .months:
      let months = start.year * 12 + start.month - 1 + count
      guard let first = CivilDate(year: months / 12, month: months % 12 + 1, day: 1) else {
        return nil
      }
      return min(first.adding(days: start.day - 1), first.endOfMonth)
    }
  }

  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "個": "个"
    case "週": "周"
    case "兩": "两"
    case "內": "内"
    default:
      (0xFF10...0xFF19).contains(scalar.value)
        ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }
  }

  private static let digits = Array("零一二三四五六七八九".unicodeScalars)

  private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || digits.contains(scalar)
      || "两十百半".unicodeScalars.contains(scalar)
  }

  private static func value(_ scalars: [Unicode.Scalar]) -> Int? {
    let text = String(String.UnicodeScalarView(scalars))
    if let value = Int(text) { return value }
    var total = 0
    var digit: Int?
    for scalar in scalars {
      switch scalar {
      case "百":
        total += (digit ?? 1) * 100
        digit = nil
      case "十":
        total += (digit ?? 1) * 10
        digit = nil
      case "两": digit = 2
      default:
        guard let value = digits.firstIndex(of: scalar) else { return nil }
        digit = value
      }
    }
    return total + (digit ?? 0)
  }
}
