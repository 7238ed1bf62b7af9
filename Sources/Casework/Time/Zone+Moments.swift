extension Zone {
  /// The moment at which that minute of that day begins, 0…1440.
  public func moment(_ day: CivilDate, minute: Int) -> Instant {
    let local = Int64(day.dayNumber) * 86_400 + Int64(minute) * 60
    // The offset of the moment itself; a second look settles the hours around a change of it.
    let guess = Instant(seconds: local - offset(at: Instant(seconds: local)))
    return Instant(seconds: local - offset(at: guess))
  }
}

/// A time of day as people read it: `08:30`.
public enum TimeOfDay {
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
