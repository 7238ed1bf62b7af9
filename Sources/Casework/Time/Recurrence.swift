/// When something is said: once, or again and again at one time of the day. Its moments follow from
/// the rule and the calendar alone, never from when it was said last.
public struct Recurrence: Sendable, Hashable, Codable {
  public enum Pattern: String, Sendable, CaseIterable, Codable {
    case once, daily, workdays, weekly, monthly, lastDay, lastWorkday
  }

  public var pattern: Pattern
  /// Of the day, from midnight: 0…1440.
  public var minute: Int
  /// For `once`.
  public var day: CivilDate?
  /// For `weekly`.
  public var weekday: Weekday?
  /// For `monthly`: 1…31; a shorter month has it on its last day.
  public var dayOfMonth: Int?
  /// Said on days off too. Else what falls on one is said on the last working day before it.
  public var keepsDaysOff: Bool?

  private enum CodingKeys: String, CodingKey {
    case pattern, minute, day, weekday, dayOfMonth, keepsDaysOff
  }

  private init(_ pattern: Pattern, at minute: Int) {
    self.pattern = pattern
    self.minute = minute
  }

  public static func once(_ day: CivilDate, at minute: Int) -> Recurrence {
    var it = Recurrence(.once, at: minute)
    it.day = day
    return it
  }

  public static func daily(at minute: Int) -> Recurrence { Recurrence(.daily, at: minute) }
  public static func workdays(at minute: Int) -> Recurrence { Recurrence(.workdays, at: minute) }

  public static func weekly(_ weekday: Weekday, at minute: Int) -> Recurrence {
    var it = Recurrence(.weekly, at: minute)
    it.weekday = weekday
    return it
  }

  public static func monthly(_ day: Int, at minute: Int) -> Recurrence {
    var it = Recurrence(.monthly, at: minute)
    it.dayOfMonth = day
    return it
  }

  public static func lastDay(at minute: Int) -> Recurrence { Recurrence(.lastDay, at: minute) }

  public static func lastWorkday(at minute: Int) -> Recurrence {
    Recurrence(.lastWorkday, at: minute)
  }

  public var isRepeating: Bool { pattern != .once }

  /// The first of its moments after that one; nil where there is none any more.
  public func next(after instant: Instant, calendar: WorkCalendar, zone: Zone) -> Instant? {
    guard let occurrence = occurrence(after: instant, calendar: calendar, zone: zone) else {
      return nil
    }
    return zone.moment(on: occurrence.said, minute: minute)
  }

  /// A day of the rule, and the day on which it is said for it.
  public struct Occurrence: Sendable, Equatable {
    public var named: CivilDate
    public var said: CivilDate
    /// It falls on a day off and is said earlier.
    public var isEarlier: Bool { said < named }
  }

  /// The first occurrence that is said after that moment.
  public func occurrence(
    after instant: Instant, calendar: WorkCalendar, zone: Zone
  ) -> Occurrence? {
    if pattern == .once {
      guard let day, zone.moment(on: day, minute: minute) > instant else { return nil }
      return Occurrence(named: day, said: day)
    }
    // Said earlier at most, never later: the day before is early enough to begin with (24:00). A
    // month has at least one; a long holiday takes some weeks away.
    let start = zone.day(of: instant).adding(days: -1)
    for offset in 0..<120 {
      let named = start.adding(days: offset)
      guard fits(named, calendar) else { continue }
      let said = moves(named, calendar) ? calendar.workday(before: named) : named
      if zone.moment(on: said, minute: minute) > instant {
        return Occurrence(named: named, said: said)
      }
    }
    return nil
  }

  /// Whether the rule names that day.
  private func fits(_ day: CivilDate, _ calendar: WorkCalendar) -> Bool {
    switch pattern {
    case .once: day == self.day
    case .daily: true
    case .workdays: calendar.isWorkday(day)
    case .weekly: day.weekday == weekday
    case .monthly: day.day == min(dayOfMonth ?? 1, day.endOfMonth.day)
    case .lastDay: day == day.endOfMonth
    case .lastWorkday: calendar.isWorkday(day) && isLastWorkday(day, calendar)
    }
  }

  private func isLastWorkday(_ day: CivilDate, _ calendar: WorkCalendar) -> Bool {
    calendar.rollForward(day.adding(days: 1)) > day.endOfMonth
  }

  /// Whether what is named for that day is said earlier: a weekday that is off by way of exception,
  /// a day of the month that nobody works. Saturday, named, is meant.
  private func moves(_ day: CivilDate, _ calendar: WorkCalendar) -> Bool {
    guard keepsDaysOff != true, !calendar.isWorkday(day) else { return false }
    switch pattern {
    case .weekly: return !day.weekday.isWeekend
    case .monthly, .lastDay: return true
    case .once, .daily, .workdays, .lastWorkday: return false
    }
  }
}
