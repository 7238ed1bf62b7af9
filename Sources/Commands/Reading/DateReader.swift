import Casework

/// What words for a day mean on a given day.
enum DateReading: Equatable {
  case deadline(Deadline)
  /// A rest day named outright: the working days around it, to choose from.
  case restDay(CivilDate, before: CivilDate, after: CivilDate)
  case past(CivilDate)
  case unreadable
}

/// The commonest words for a due day. 前 includes the day; the first day does not count; a term in
/// calendar days that ends on a rest day rolls forward.
struct DateReader {
  let today: CivilDate
  let calendar: WorkCalendar

  func read(_ typed: String) -> DateReading {
    let text = FoldedText(typed)
    var words = text.foldedString(text.trimmed(0..<text.count)).filter { $0 != " " }
    var isTerm = false
    for suffix in DateReader.suffixes where words.hasSuffix(suffix) && words != suffix {
      words = String(words.dropLast(suffix.count))
      isTerm = suffix.hasSuffix("内")
      break
    }
    if let term = term(words, isTerm: isTerm) { return deadline(term, typed) }
    guard let day = named(words) else { return .unreadable }
    if day < today { return .past(day) }
    if calendar.isWorkday(day) || day == today { return deadline(day, typed) }
    return .restDay(
      day, before: max(calendar.workday(before: day), today), after: calendar.rollForward(day))
  }

  private func deadline(_ day: CivilDate, _ typed: String) -> DateReading {
    .deadline(Deadline(day: day, rule: typed, from: today, calendar: calendar.version))
  }

  /// Longest first: each is taken off once.
  private static let suffixes = ["下班之前", "下班前", "之前", "以前", "下班", "之内", "以内", "前", "内"]

  /// 10个工作日, 3天, 两周. 3日 is a term only where 内 follows; else it is a day of the month.
  private func term(_ words: String, isTerm: Bool) -> CivilDate? {
    let scalars = Array(words.unicodeScalars)
    guard let (count, next) = Numerals.read(scalars, at: 0), count > 0, count <= 1000 else {
      return nil
    }
    switch String(String.UnicodeScalarView(scalars[next...])) {
    case "个工作日", "工作日": return calendar.adding(workdays: count, to: today)
    case "天": return calendar.rollForward(today.adding(days: count))
    case "日" where isTerm: return calendar.rollForward(today.adding(days: count))
    case "个星期", "周", "星期": return calendar.rollForward(today.adding(days: 7 * count))
    default: return nil
    }
  }

  private func named(_ words: String) -> CivilDate? {
    switch words {
    case "今天", "今日", "当天": return today
    case "明天", "明日": return today.adding(days: 1)
    case "后天": return today.adding(days: 2)
    case "大后天": return today.adding(days: 3)
    case "月底", "本月底": return lastWorkday(of: today.endOfMonth)
    case "年底", "本年底": return lastWorkday(of: endOfYear)
    default: return weekday(words) ?? written(words)
    }
  }

  /// A month's or year's end that nobody works is the last day before it that somebody does.
  private func lastWorkday(of end: CivilDate) -> CivilDate {
    calendar.isWorkday(end) ? end : max(calendar.workday(before: end), today)
  }

  private var endOfYear: CivilDate {
    CivilDate(year: today.year, month: 12, day: 31) ?? today
  }

  /// 周五, 本周五, 下周三.
  private func weekday(_ words: String) -> CivilDate? {
    var rest = Substring(words)
    var weeks: Int?
    while rest.hasPrefix("下") {
      weeks = (weeks ?? 0) + 1
      rest = rest.dropFirst()
    }
    if weeks == nil, rest.hasPrefix("本") || rest.hasPrefix("这") {
      weeks = 0
      rest = rest.dropFirst()
    }
    for name in ["星期", "礼拜", "周"] where rest.hasPrefix(name) {
      rest = rest.dropFirst(name.count)
      let names = "一二三四五六日"
      let typed = rest == "天" ? "日" : rest
      guard typed.count == 1, let found = typed.first.flatMap({ names.firstIndex(of: $0) }) else {
        return nil
      }
      let target = names.distance(from: names.startIndex, to: found) + 1
      let monday = today.adding(days: 1 - today.weekday.rawValue)
      let day = monday.adding(days: target - 1 + 7 * (weeks ?? 0))
      // 周一 said on a Thursday is the coming one; 本周一 said then is past.
      return weeks == nil && day < today ? day.adding(days: 7) : day
    }
    return nil
  }

  /// 12月31日, 12-31, 12.31, 2026-12-31, 2026年12月31日, 20号.
  private func written(_ words: String) -> CivilDate? {
    let scalars = Array(words.unicodeScalars)
    var numbers: [Int] = []
    var marks: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count, numbers.count < 3 {
      guard let (value, next) = Numerals.read(scalars, at: index) else { return nil }
      numbers.append(value)
      index = next
      if index < scalars.count {
        marks.append(scalars[index])
        index += 1
      }
    }
    guard index == scalars.count else { return nil }
    switch (numbers.count, String(String.UnicodeScalarView(marks))) {
    case (1, "号"), (1, "日"):
      return CivilDate(year: today.year, month: today.month, day: numbers[0])
    case (2, "月日"), (2, "月号"), (2, "月"), (2, "-"), (2, "."), (2, "/"):
      return CivilDate(year: today.year, month: numbers[0], day: numbers[1])
    case (3, "年月日"), (3, "年月号"), (3, "年月"), (3, "--"), (3, ".."), (3, "//"):
      return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    default: return nil
    }
  }
}
