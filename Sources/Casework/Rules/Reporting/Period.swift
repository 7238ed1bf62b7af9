/// A stretch of days as people name it: 今年, 上季度, 1月至6月, 截至9月10日.
struct Period: Equatable {
  var first: CivilDate
  var last: CivilDate
  /// As an answer names it: 今年, 2026年第三季度.
  var name: String
  /// As a sentence to be forwarded begins: 今年以来, 2026年第三季度.
  var opening: String
  /// 截至: what is asked is how things stood on its last day.
  var isAsOf = false

  init(_ first: CivilDate, _ last: CivilDate, _ name: String, opening: String? = nil) {
    self.first = first
    self.last = last
    self.name = name
    self.opening = opening ?? name
  }

  func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

  /// The moments it begins and is over.
  func moments(in zone: Zone) -> (from: Instant, before: Instant) {
    (zone.start(of: first), zone.start(of: last.adding(days: 1)))
  }
}

extension Zone {
  /// The first moment of a day.
  func start(of day: CivilDate) -> Instant {
    let midnight = Instant(seconds: Int64(day.dayNumber) * 86_400)
    // The offset that holds there; asked twice, since it may differ from that at Greenwich's night.
    let guess = midnight.adding(seconds: -offset(at: midnight))
    return midnight.adding(seconds: -offset(at: guess))
  }
}

/// Reads periods. The words are folded: digits and marks are ASCII.
struct PeriodReader {
  let today: CivilDate

  /// The period a text begins with, and what stands behind it.
  func leading(_ text: Substring) -> (Period, rest: Substring)? {
    named(text) ?? quarter(text) ?? span(text) ?? written(text)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
    CivilDate(year: year, month: month, day: day)
  }

  private func months(_ year: Int, _ first: Int, _ last: Int) -> (CivilDate, CivilDate)? {
    guard let from = day(year, first, 1), let end = day(year, last, 1)?.endOfMonth, from <= end
    else { return nil }
    return (from, end)
  }

  // MARK: Words

  private func named(_ text: Substring) -> (Period, rest: Substring)? {
    for (word, make) in PeriodReader.words where text.hasPrefix(word) {
      guard let period = make(self) else { return nil }
      return (period, text.dropFirst(word.count))
    }
    return nil
  }

  private static let words: [(String, @Sendable (PeriodReader) -> Period?)] = [
    ("今年以来", { $0.year($0.today.year, "今年", "今年以来") }),
    ("今年", { $0.year($0.today.year, "今年", "今年以来") }),
    ("本年度", { $0.year($0.today.year, "今年", "今年以来") }),
    ("本年", { $0.year($0.today.year, "今年", "今年以来") }),
    ("去年", { $0.year($0.today.year - 1, "\($0.today.year - 1)年") }),
    ("上半年", { $0.half(1) }), ("下半年", { $0.half(7) }),
    ("本月", { $0.month(0) }), ("这个月", { $0.month(0) }), ("当月", { $0.month(0) }),
    ("上个月", { $0.month(-1) }), ("上月", { $0.month(-1) }),
    ("本周", { $0.week(0) }), ("这周", { $0.week(0) }), ("上周", { $0.week(-1) }),
    ("本季度", { $0.quarter($0.quarterNow) }), ("上季度", { $0.quarter($0.quarterNow - 1) }),
    ("上个季度", { $0.quarter($0.quarterNow - 1) }),
    ("今天", { $0.single($0.today) }), ("今日", { $0.single($0.today) }),
    ("昨天", { $0.single($0.today.adding(days: -1)) }),
    ("全部", { $0.all }), ("历年", { $0.all }),
  ]

  private var all: Period? {
    day(1970, 1, 1).map { Period($0, today, "全部", opening: "至今") }
  }

  private func year(_ year: Int, _ name: String, _ opening: String? = nil) -> Period? {
    months(year, 1, 12).map { Period($0.0, $0.1, name, opening: opening) }
  }

  private func half(_ first: Int) -> Period? {
    months(today.year, first, first + 5)
      .map { Period($0.0, $0.1, first == 1 ? "上半年" : "下半年") }
  }

  private func month(_ offset: Int) -> Period? {
    let index = today.year * 12 + today.month - 1 + offset
    return month(of: index / 12, index % 12 + 1)
  }

  private func month(of year: Int, _ month: Int) -> Period? {
    months(year, month, month)
      .map { Period($0.0, $0.1, (year == today.year ? "" : "\(year)年") + "\(month)月") }
  }

  private func week(_ offset: Int) -> Period? {
    let monday = today.adding(days: 1 - today.weekday.rawValue + 7 * offset)
    return Period(monday, monday.adding(days: 6), offset == 0 ? "本周" : "上周")
  }

  private func single(_ day: CivilDate) -> Period? {
    Period(day, day, "\(day.month)月\(day.day)日")
  }

  /// Quarters counted from this year's first: 0 is the last of the year before.
  private var quarterNow: Int { (today.month - 1) / 3 + 1 }

  private func quarter(_ number: Int, of year: Int? = nil) -> Period? {
    let index = (year ?? today.year) * 4 + number - 1
    let (year, number) = (index / 4, index % 4)
    let name = (year == today.year ? "" : "\(year)年") + "第\(["一", "二", "三", "四"][number])季度"
    return months(year, number * 3 + 1, number * 3 + 3).map { Period($0.0, $0.1, name) }
  }

  private func quarter(_ text: Substring, of year: Int? = nil) -> (Period, rest: Substring)? {
    let typed = text.hasPrefix("第") ? text.dropFirst() : text
    guard let sign = typed.first, let number = PeriodReader.numerals[sign], number <= 4,
      typed.dropFirst().hasPrefix("季度"), let period = quarter(number, of: year)
    else { return nil }
    return (period, typed.dropFirst(3))
  }

  private static let numerals: [Character: Int] = [
    "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
  ]

  // MARK: Written out

  /// 截至9月10日; 9月1日至9月15日; 1月至6月; 1-6月.
  private func span(_ text: Substring) -> (Period, rest: Substring)? {
    for word in ["截至", "截止"] where text.hasPrefix(word) {
      guard let (end, rest) = point(text.dropFirst(word.count)),
        let first = day(end.last.year, 1, 1)
      else { return nil }
      var period = Period(first, end.last, "截至\(end.name)", opening: "截至\(end.name)")
      period.isAsOf = true
      return (period, rest)
    }
    // 1-6月: the sign of the month stands once.
    if let (first, behind) = number(text), let dash = dash(behind), let (last, rest) = number(dash),
      rest.first == "月", let range = months(today.year, first, last)
    {
      return (Period(range.0, range.1, "\(first)月至\(last)月"), rest.dropFirst())
    }
    guard let (start, behind) = point(text), let dash = dash(behind), let (end, rest) = point(dash),
      start.first <= end.last
    else { return nil }
    return (Period(start.first, end.last, "\(start.name)至\(end.name)"), rest)
  }

  private func dash(_ text: Substring) -> Substring? {
    for word in ["至", "到", "-", "~"] where text.hasPrefix(word) { return text.dropFirst() }
    return nil
  }

  /// One point alone; the half of a span that makes no sense is none.
  private func written(_ text: Substring) -> (Period, rest: Substring)? {
    guard let found = point(text) else { return nil }
    if let behind = dash(found.rest), point(behind) != nil { return nil }
    return found
  }

  /// 2026年, 2026年9月, 9月, 9月10日, 2026年第三季度, 2026-09-10.
  private func point(_ text: Substring) -> (Period, rest: Substring)? {
    if let date = CivilDate(iso: text.prefix(10)) {
      return (Period(date, date, name(of: date)), text.dropFirst(10))
    }
    guard let (value, rest) = number(text) else { return nil }
    if rest.first == "年", (1970...9998).contains(value) {
      let behind = rest.dropFirst()
      if let found = quarter(behind, of: value) { return found }
      if let (month, more) = number(behind), more.first == "月" {
        return monthOrDay(value, month, more.dropFirst())
      }
      return year(value, "\(value)年").map { ($0, behind) }
    }
    guard rest.first == "月" else { return nil }
    return monthOrDay(today.year, value, rest.dropFirst())
  }

  private func monthOrDay(
    _ year: Int, _ month: Int, _ rest: Substring
  ) -> (Period, rest: Substring)? {
    if let (number, more) = number(rest), more.first == "日" || more.first == "号" {
      guard let date = day(year, month, number) else { return nil }
      return (Period(date, date, name(of: date)), more.dropFirst())
    }
    return self.month(of: year, month).map { ($0, rest.hasPrefix("份") ? rest.dropFirst() : rest) }
  }

  private func name(of day: CivilDate) -> String {
    (day.year == today.year ? "" : "\(day.year)年") + "\(day.month)月\(day.day)日"
  }

  private func number(_ text: Substring) -> (Int, Substring)? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...4).contains(digits.count), let value = Int(digits), value > 0 else { return nil }
    return (value, text.dropFirst(digits.count))
  }
}
