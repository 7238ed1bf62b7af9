import Casework

/// 销号 and the word that answers it.
extension CommandParser {
  func closing() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    let fields = FieldedText(text, from: scanner.index, known: [.result, .lookback])
    var lookback: Deadline?
    if let typed = fields[.lookback], !typed.isEmpty {
      guard let day = lookbackDay(typed) else {
        return refuse(.dateUnreadable, "回头看“\(Brief.of(typed))”读不懂，没有办。\n可以写：10月20日、30天")
      }
      lookback = day
    }
    let typed = fields[.result] ?? fields.rest
    if typed.isEmpty { return .act(.close(number, nil, lookback: lookback)) }
    guard let result = ClosingResult.allCases.first(where: { typed.hasPrefix($0.name) }) else {
      let names = ClosingResult.allCases.map(\.name).joined(separator: "、")
      return refuse(.valueUnknown, "结果“\(Brief.of(typed))”不认识。\n结果：\(names)")
    }
    let behind =
      fields[.result] == nil ? String(typed.dropFirst(result.name.count)) : fields.rest
    var rest = Scanner(FoldedText(behind))
    rest.skipSeparators()
    let reason = MentionToken.readable(rest.rest)
    return .act(
      .close(number, result, reason: reason.isEmpty ? nil : reason, lookback: lookback))
  }

  /// A day for looking again, rolled to a working day.
  private func lookbackDay(_ typed: String) -> Deadline? {
    let reader = DateReader(today: hearing.today, calendar: hearing.rules.calendar)
    switch reader.read(typed) {
    case .deadline(let deadline): return deadline
    case .question(let question):
      guard case .restDay(let day) = question.reason else { return nil }
      let calendar = hearing.rules.calendar
      return Deadline(
        day: calendar.rollForward(day), rule: typed, from: hearing.today,
        calendar: calendar.version)
    default: return nil
    }
  }

  /// 确认 and 同意: the open confirmation, else what waits on the case that is named or answered.
  func confirm() -> Outcome {
    var scanner = Scanner(text, from: start)
    let number = scanner.caseNumber()
    if case .confirm(let confirmation)? = hearing.dialogue?.question {
      let asked = confirmation.subjects.map(\.number)
      if let number, !asked.contains(number), let first = asked.first {
        let text: Wording =
          "等您确认的是\(first)号，您写的是\(number)号，没有办。\n办\(first)号请回：\(typed: "确认")"
        return .refused(.confirm, Refusal(.changedSince, text))
      }
      guard Courtesy.isOnlyCourtesy(FoldedText(scanner.rest)) else {
        return .refused(
          .confirm,
          Refusal(.valueUnknown, "“确认”后面写了别的，没有办。\n要办请只回：\(typed: "确认")；不办请回：\(copied: "取消")"))
      }
      // To another card than the one that asked it is another word.
      if number != nil || card.map(asked.contains) ?? true {
        return CommandParser.carryOut(confirmation, hearing)
      }
    }
    guard let about = number ?? card else { return .act(.confirmNothing) }
    scanner.skipSeparators()
    guard HandingParts.words(FoldedText(scanner.rest)).allSatisfy(CommandParser.isFiller) else {
      return unknown(scanner.rest)
    }
    return .act(.speech(.card(CardAnswer(about, .confirmed))))
  }
}
