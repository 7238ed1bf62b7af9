import Casework

/// 提醒, 为何.
extension CommandParser {
  func why() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: "/为何 \(MentionToken.gap)")
    }
    return .act(.time(.why(number, page: page)))
  }

  func remind() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.daysOff, .page])
    var scanner = Scanner(FoldedText(fields.rest))
    scanner.skipSeparators()
    if scanner.isAtEnd { return ask(0, typed: "/提醒 \(MentionToken.gap)") }
    if let word = ["列表", "清单", "有哪些"].first(where: { fields.rest.hasPrefix($0) }),
      fields.rest.unicodeScalars.count <= word.unicodeScalars.count + 1
    {
      return .act(.time(.reminders(page: page)))
    }
    if scanner.take("取消") || scanner.take("删除") { return cancelReminder(&scanner) }
    let parsed = ReminderWords(&scanner)
    return reminder(parsed, daysOff: fields[.daysOff])
  }

  private func cancelReminder(_ scanner: inout Scanner) -> Outcome {
    scanner.skipSeparators()
    var owner: PersonReference?
    _ = scanner.take("第")
    if Numerals.read(scanner.text.folded, at: scanner.index) == nil {
      owner = scanner.person()
      scanner.skipSeparators()
    }
    guard let (serial, next) = Numerals.read(scanner.text.folded, at: scanner.index), serial > 0
    else {
      return refuse(.valueUnknown, "取消哪一条？请写号。\n看有哪些：\(typed: "提醒 列表")")
    }
    scanner.index = next
    _ = scanner.take("号") || scanner.take("条")
    scanner.skip { $0.isBlank || $0 == "." || $0 == "!" }
    guard scanner.isAtEnd else {
      return refuse(
        .valueUnknown, "“\(Brief.of(scanner.rest))”看不懂，没有取消。\n请写：\(typed: "提醒 取消 \(serial)")")
    }
    return .act(.time(.cancelReminder(serial, of: owner)))
  }

  /// The reminder that somebody's words come to, or the question that is left.
  func reminder(_ words: ReminderWords, daysOff: String? = nil) -> Outcome {
    let content = MentionToken.readable(words.content)
    guard let expression = words.expression else {
      // 提醒 @孙主任 开会: only the time is missing; it goes before what is to be said.
      return ask(0, typed: "/提醒 \(words.person)\(MentionToken.gap) \(content)")
    }
    let rules = hearing.rules
    let days = DayWording(calendar: rules.calendar, today: hearing.today)
    func command(_ time: String, _ more: String = "") -> String {
      "/提醒 \(words.person)\(time) \(words.content)\(more)"
    }
    guard !content.isEmpty else {
      return ask(1, typed: "/提醒 \(words.person)\(words.time) \(MentionToken.gap)")
    }
    let reader = TimeReader(now: hearing.now, calendar: rules.calendar, zone: rules.zone)
    switch reader.read(expression) {
    case .at(var recurrence):
      switch daysOff {
      case "照常": recurrence.keepsDaysOff = true
      case nil:
        if let question = earlier(recurrence, days, command) { return question }
      default: break
      }
      return .act(
        .time(
          .remind(
            ReminderRequest(
              to: words.to, text: content, rule: words.time, recurrence: recurrence,
              tellsOfVisit: Discretion.plansVisit(FoldedText(content), .remind),
              isInner: hearing.persons.namesPhenomenon(in: content)))))
    case .question(let question):
      return .answer(
        question.wording(words.time, what: "提醒", days),
        hearing.ask(.choice(question.answers.map { command($0.typed) })))
    case .past(let day, let minute):
      return refuse(
        .datePast,
        "“\(Brief.of(words.time))”是\(days.full(day))\(TimeOfDay.text(minute))，已经过去，没有设。")
    case .unpublished(let holiday, let year):
      return refuse(
        .dateUnreadable, CommandParser.unpublished(words.time, holiday, year, what: "提醒"))
    case .unreadable:
      return refuse(.dateUnreadable, "“\(Brief.of(words.time))”读不懂，没有设。")
    }
  }

  /// A weekday that falls on a holiday is said before it, if that is agreed to.
  private func earlier(
    _ recurrence: Recurrence, _ days: DayWording, _ command: (String, String) -> String
  ) -> Outcome? {
    let rules = hearing.rules
    guard recurrence.isRepeating,
      let next = recurrence.occurrence(
        after: hearing.now, calendar: rules.calendar, zone: rules.zone),
      next.isEarlier
    else { return nil }
    let named = "\(days.short(next.named))（\(next.named.weekday.name)）"
    let time = TimeOfDay.text(recurrence.minute)
    var text: Wording =
      "下一次\(named)\(isHoliday(next.named) ? "放假" : "休息")，提前到\(days.full(next.said))\(time)。"
    text.add("以后遇到也这样提前。回1可以；回2照常当天提醒。")
    return .answer(
      text,
      hearing.ask(
        .choice([
          command(recurrence.words, "\n逢假：提前"), command(recurrence.words, "\n逢假：照常"),
        ])))
  }

  private func isHoliday(_ day: CivilDate) -> Bool {
    hearing.rules.calendar.exception(on: day) != nil
  }
}

/// What stands behind 提醒, taken apart: to whom, when, what.
struct ReminderWords {
  /// Nil: whoever is in the chat.
  var to: PersonReference?
  /// The person as typed, with a blank behind; empty where none was named.
  var person = ""
  var expression: DateExpression?
  /// The words for the time as typed.
  var time = ""
  var content = ""

  private static let everybody = ["大家", "各位", "全体", "群里", "我们"]

  /// Reads `[person] time content`.
  init(_ scanner: inout Scanner) {
    scanner.skipSeparators()
    let start = scanner.index
    let isMarked = scanner.current == MentionToken.start || scanner.current == "@"
    if isMarked || scanner.current == "我" {
      takePerson(&scanner, from: start)
    } else if !ReminderWords.everybody.contains(where: { scanner.take($0) }),
      DateScanner.prefix(scanner.text, from: start) == nil
    {
      // 孙主任 后天9点: a name, if a time stands behind it.
      var copy = scanner
      if let name = copy.word(), name.unicodeScalars.count <= 12 {
        copy.skipSeparators()
        if DateScanner.prefix(copy.text, from: copy.index) != nil {
          takePerson(&scanner, from: start)
        }
      }
    }
    takeTime(&scanner)
    content = scanner.rest
  }

  private mutating func takePerson(_ scanner: inout Scanner, from start: Int) {
    if scanner.current == "我", !scanner.take("我们") {
      _ = scanner.take("我")
      to = .me
    } else if let reference = scanner.person() {
      to = reference
    }
    person = scanner.text.typed(start..<scanner.index) + " "
    scanner.skipSeparators()
    _ = scanner.take("一下") || scanner.take("下")
    scanner.skipSeparators()
  }

  private mutating func takeTime(_ scanner: inout Scanner) {
    scanner.skipSeparators()
    let start = scanner.index
    guard let (found, next) = DateScanner.prefix(scanner.text, from: start) else { return }
    expression = found
    time = scanner.text.typed(start..<next)
    scanner.index = next
    scanner.skipSeparators()
  }

  /// 明天上班前提醒我给民政局打电话, 请提醒@孙主任后天9点开会: said without the command's form.
  init?(spoken text: FoldedText) {
    var scanner = Scanner(text)
    func skipPoliteness() {
      while ["请", "麻烦", "帮我", "帮忙", "记得", "到时候"].contains(where: { scanner.take($0) }) {}
    }
    scanner.skipSeparators()
    skipPoliteness()
    takeTime(&scanner)
    skipPoliteness()
    guard scanner.take("提醒") || scanner.take("叫") && expression?.time != nil else { return nil }
    _ = scanner.take("一下")
    let start = scanner.index
    let everybody = ReminderWords.everybody.contains { scanner.take($0) }
    if !everybody {
      guard
        scanner.current == "我" || scanner.current == MentionToken.start || scanner.current == "@"
      else { return nil }
      takePerson(&scanner, from: start)
    }
    _ = scanner.take("一下")
    if expression == nil { takeTime(&scanner) }
    content = scanner.rest
    guard expression != nil || to != nil else { return nil }
  }
}
