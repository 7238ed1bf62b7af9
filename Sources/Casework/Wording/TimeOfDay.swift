/// A time of day as people read it: `08:30`.
public enum TimeOfDay {
  /// - Parameter minute: From midnight, up to 1440.
  public static func text(_ minute: Int) -> String {
    "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
  }

  /// Reads `8:30`, `08：30`, `9点`, `9点半`, `16时30分`; nil for anything else.
  static func read(_ typed: String) -> Int? {
    var rest = Substring(typed.filter { !$0.isWhitespace })
    func number() -> Int? {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard (1...2).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int(digits)
    }
    guard let hour = number(), (0..<24).contains(hour), let sign = rest.popFirst(),
      ":：点时".contains(sign)
    else { return nil }
    if rest.isEmpty || rest == "整" { return sign == "点" || sign == "时" ? hour * 60 : nil }
    if rest == "半" { return hour * 60 + 30 }
    guard let minute = number(), (0..<60).contains(minute), rest.isEmpty || rest == "分" else {
      return nil
    }
    return hour * 60 + minute
  }
}

extension DayWording {
  /// `9月15日（周二）08:30`.
  func moment(_ instant: Instant, _ zone: Zone) -> String {
    full(zone.day(of: instant)) + TimeOfDay.text(zone.minuteOfDay(of: instant))
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
    return day + TimeOfDay.text(minute)
  }
}
