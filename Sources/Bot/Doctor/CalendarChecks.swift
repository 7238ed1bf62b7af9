import Casework

/// The calendar of working days, and the zone that it is read in.
enum CalendarChecks {
  static func all(_ rules: Rules, now: Instant) -> [Check] {
    let today = rules.zone.day(of: now)
    let minute = rules.zone.minuteOfDay(of: now)
    let time = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
    return [
      years(rules.calendar, today: today),
      .ok("time zone", "\(rules.zone.identifier): it is \(today) \(time) there"),
    ]
  }

  /// The State Council publishes the next year's holidays in autumn.
  static func years(_ calendar: WorkCalendar, today: CivilDate) -> Check {
    let known = calendar.years.sorted().map(String.init).joined(separator: ", ")
    let missing = ([today.year] + (today.month >= 10 ? [today.year + 1] : []))
      .first { !calendar.hasData(for: $0) }
    guard let missing else { return .ok("calendar", "covers \(known)") }
    return .warn(
      "calendar", "covers \(known.isEmpty ? "no year" : known); \(missing) counts Monday to Friday",
      "Hand in the published holidays with LIANDU_CALENDAR, or take a newer version.")
  }
}
