import Casework

extension DateScanner {
  /// A time of day: 上午9点, 下午3点半, 9:30, 上班前, 中午前, 晚上.
  mutating func time() -> TimeWords? {
    if takeAny(["上班前", "上班之前", "上班以前", "上班时", "一上班"]) != nil { return .opening }
    if takeAny(["下班前", "下班之前", "下班以前", "下班时", "下班"]) != nil { return .closing }
    guard let part = attempt({ $0.partOfDay() }) else { return clock(nil) }
    if let clock = clock(part) { return clock }
    if part == .noon, takeAny(["之前", "以前", "前"]) != nil { return .noon }
    return .part(part)
  }

  private mutating func partOfDay() -> PartOfDay? {
    let names: [(String, PartOfDay)] = [
      ("凌晨", .night), ("清晨", .morning), ("早上", .morning), ("早晨", .morning), ("上午", .morning),
      ("中午", .noon), ("正午", .noon), ("下午", .afternoon), ("午后", .afternoon), ("傍晚", .evening),
      ("晚上", .evening), ("晚间", .evening), ("夜里", .evening), ("夜间", .evening),
      ("早", .morning), ("晨", .morning), ("晚", .evening),
    ]
    return names.first { take($0.0) }?.1
  }

  /// 9点, 9点半, 9点30分, 9时, 9:30, 9点一刻, 9点整.
  private mutating func clock(_ part: PartOfDay?) -> TimeWords? {
    attempt { scanner -> TimeWords? in
      guard let hour = scanner.number(), hour.value <= 24, hour.digits <= 2 else { return nil }
      var minute = 0
      if scanner.current == ":" {
        scanner.index += 1
        guard scanner.current?.isDigit == true, let number = scanner.number(), number.digits == 2,
          number.value < 60
        else { return nil }
        minute = number.value
        // 9:30:15 and 10:1 are no times of day that anybody sets a reminder for.
        if scanner.current == ":" { return nil }
      } else if scanner.takeAny(["点", "时"]) != nil {
        minute = scanner.minutes()
      } else {
        return nil
      }
      if let part {
        return part.minute(hour: hour.value, minute: minute).map { .clock($0, isUnclear: false) }
      }
      guard hour.value < 24 || minute == 0 else { return nil }
      let isUnclear = (1...7).contains(hour.value) && !hour.hasZero
      return .clock(hour.value * 60 + minute, isUnclear: isUnclear)
    }
  }

  /// What stands behind 点.
  private mutating func minutes() -> Int {
    if takeAny(["钟", "整"]) != nil { return 0 }
    if take("半") { return 30 }
    if takeAny(["一刻", "1刻"]) != nil { return 15 }
    if takeAny(["三刻", "3刻"]) != nil { return 45 }
    return attempt { scanner -> Int? in
      guard scanner.current?.isBlank != true, let number = scanner.number(), number.value < 60
      else {
        return nil
      }
      if scanner.take("分"), !scanner.sees("钟") { return number.value }
      // 9点30 is a time; 9点3人 is a crowd.
      return number.digits == 2 && scanner.current?.isDigit != true ? number.value : nil
    } ?? 0
  }
}
