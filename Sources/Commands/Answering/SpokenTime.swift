import Casework

/// What is said to the bot about times without a command's form: 周日上班吗, 明天上班前提醒我….
extension Interpreter {
  func spokenTime(_ admitted: Admitted, _ hearing: Hearing) -> Outcome? {
    let text = admitted.text
    if let question = workdayQuestion(text, hearing) { return question }
    if let number = SpokenTime.whyNumber(text) {
      return .act(.time(.why(number, page: 1)))
    }
    guard let words = ReminderWords(spoken: text) else { return nil }
    return CommandParser(verb: .remind, admitted, start: 0, card: nil, hearing: hearing)
      .reminder(words)
  }

  /// 周日上班吗, 中秋放几天假.
  private func workdayQuestion(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    guard let words = SpokenTime.asked(text),
      let expression = DateScanner.whole(words), expression.time == nil
    else { return nil }
    let resolver = DayResolver(today: hearing.today, calendar: hearing.rules.calendar)
    if case .holiday(let holiday) = expression.day, expression.bound == .plain {
      return .act(.time(.daysOff(holiday, year: year(of: holiday, hearing))))
    }
    switch resolver.resolve(expression) {
    case .named(let day), .computed(let day): return .act(.time(.workday(day)))
    default: return nil
    }
  }

  /// This year's, until it is over.
  private func year(of holiday: Holiday, _ hearing: Hearing) -> Int {
    let year = hearing.today.year
    guard let off = hearing.rules.calendar.daysOff(holiday, in: year) else { return year }
    return off.upperBound < hearing.today ? year + 1 : year
  }
}

enum SpokenTime {
  private static let questions = [
    "是不是工作日", "是工作日吗", "是不是上班", "上不上班", "要不要上班", "还上班吗", "要上班吗", "用上班吗", "上班吗", "上班么",
    "上班不", "放不放假", "要放假吗", "放假吗", "放假么", "休不休息", "休息吗", "休息不", "放几天假", "放几天", "怎么放假",
    "怎么放", "怎么休",
  ].map { Array($0.unicodeScalars) }

  /// The day that is asked about; nil where nothing of the kind is asked.
  static func asked(_ text: FoldedText) -> FoldedText? {
    var range = text.trimmed(0..<text.count)
    while let last = range.last, ["?", ".", "!", "呀", "啊", "呢"].contains(text.folded[last]) {
      range = range.lowerBound..<last
    }
    for question in questions where question.count < range.count {
      let begin = range.upperBound - question.count
      if text.matches(question, at: begin) {
        return FoldedText(text.original[range.lowerBound..<begin])
      }
    }
    return nil
  }

  /// 41为什么是周日到期, 41号怎么9月20日到期: the one case whose day is wondered at.
  static func whyNumber(_ text: FoldedText) -> CaseNumber? {
    let sentence = text.foldedString(0..<text.count)
    guard ["为什么", "为何", "为啥", "怎么"].contains(where: { sentence.contains($0) }),
      ["到期", "期限", "逾期", "超期", "截止"].contains(where: { sentence.contains($0) })
    else { return nil }
    var scanner = Scanner(text)
    scanner.skipBlanks()
    _ = ["为什么", "为何", "为啥", "怎么", "请问"].contains { scanner.take($0) }
    if let number = scanner.caseNumber() { return number }
    // 41号怎么…: 号 runs into a word, but the question can only be about a case.
    _ = scanner.take("第")
    guard let (value, next) = Numerals.read(text.folded, at: scanner.index), value > 0,
      next < text.count, text.folded[next] == "号"
    else { return nil }
    return CaseNumber(value)
  }
}
