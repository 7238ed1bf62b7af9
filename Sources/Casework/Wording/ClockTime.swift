/// Times of day as answers write them: 08:30.
public enum ClockTime {
  /// - Parameter minute: From midnight, up to 1440.
  public static func text(_ minute: Int) -> String {
    padded(minute / 60, to: 2) + ":" + padded(minute % 60, to: 2)
  }
}

extension DayWording {
  /// `9月15日（周二）08:30`.
  func moment(_ instant: Instant, _ zone: Zone) -> String {
    full(zone.day(of: instant)) + ClockTime.text(zone.minuteOfDay(of: instant))
  }
}

extension Recurrence {
  /// `每周五15:00`: words that are read as this again.
  public var words: String {
    let day =
      switch pattern {
      case .once: self.day.map { "\($0) " } ?? ""
      case .daily: "每天"
      case .workdays: "每个工作日"
      case .weekly: "每\(weekday?.name ?? "周")"
      case .monthly: "每月\(dayOfMonth ?? 1)日"
      case .lastDay: "每月最后一天"
      case .lastWorkday: "每月最后一个工作日"
      }
    return day + ClockTime.text(minute)
  }
}
