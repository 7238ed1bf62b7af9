import Casework

/// 线索, 领衔, 进展.
extension CommandParser {
  private static let clueFields: [Field] = [
    .unit, .assisting, .due, .area, .sourceNumber, .source, .place, .project, .programme, .scope,
    .reporter,
  ]

  func clue() -> Outcome {
    if SensitiveText.claimsGrade(text) { return .refused(.clue, SensitiveText.gradeRefusal) }
    let fields = FieldedText(text, from: start, known: CommandParser.clueFields)
    if fields[.scope] == "限知" { return .refused(.clue, Confidential.restricted) }
    if fields[.reporter] != nil { return .refused(.clue, Confidential.reporter) }
    guard !fields.rest.isEmpty else {
      return ask(0, typed: fields.command(spec, body: String(MentionToken.gap)))
    }
    if let numbers = CaseNumbers.all(in: FoldedText(fields.rest)) {
      return .answer(
        "“\(Brief.of(fields.rest))”是编号，不是一件事，没有登记。\n看这件事请发：\(typed: "查 \(numbers[0])")\n要登记，请写是什么事、在哪里。",
        .keep)
    }
    let title = SensitiveText.masked(MentionToken.readable(fields.rest))
    var registration = Registration(title: title, details: details(fields))
    switch due(fields, body: fields.rest) {
    case .success(let due): registration.due = due
    case .failure(let problem): return problem.outcome
    }
    return .act(.register(registration))
  }

  private func details(_ fields: FieldedText) -> CaseDetails {
    func value(_ field: Field) -> String? {
      guard let typed = fields[field], !typed.isEmpty else { return nil }
      return SensitiveText.masked(MentionToken.readable(typed))
    }
    return CaseDetails(
      unit: value(.unit).map { UnitReference(id: nil, name: $0) },
      assisting: Names.split(value(.assisting) ?? "").map { UnitReference(id: nil, name: $0) },
      area: value(.area), source: value(.source), sourceNumber: value(.sourceNumber),
      place: value(.place), project: value(.project), programme: value(.programme),
      urgent: fields.urgent)
  }

  func lead() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    let fields = FieldedText(text, from: scanner.index, known: [.contact, .due])
    var names = Scanner(FoldedText(fields.rest))
    guard let lead = names.person() else {
      return ask(1, typed: fields.command(spec, body: "\(number) \(MentionToken.gap)"))
    }
    names.skipSeparators()
    // 领衔 12 孙主任 10个工作日: what stands behind the name is its deadline.
    let trailing = names.rest
    var withDue = fields
    if withDue[.due] == nil, !trailing.isEmpty { withDue.values[.due] = trailing }
    var leading = Leading(number: number, lead: lead, contacts: people(fields[.contact]))
    let named = fields.rest.unicodeScalars.dropLast(trailing.unicodeScalars.count)
    let body = "\(number) \(String(named))"
    switch due(withDue, body: body) {
    case .success(let due): leading.due = due
    case .failure(let problem): return problem.outcome
    }
    return .act(.lead(leading))
  }

  func people(_ typed: String?) -> [PersonReference] {
    guard let typed else { return [] }
    return Names.split(typed).compactMap { name in
      var scanner = Scanner(FoldedText(name))
      return scanner.person()
    }
  }

  func progress() -> Outcome {
    if SensitiveText.claimsGrade(text) { return .refused(.progress, SensitiveText.gradeRefusal) }
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    let content = SensitiveText.masked(MentionToken.readable(scanner.rest))
    guard !content.isEmpty else {
      return ask(1, typed: "/进展 \(number) \(MentionToken.gap)")
    }
    return .act(.progress(number, text: content))
  }

  // MARK: Deadlines

  /// A due day that cannot be taken as it is.
  struct DueProblem: Error {
    var outcome: Outcome
  }

  func due(
    _ fields: FieldedText, body: String
  ) -> Result<Deadline?, DueProblem> {
    guard let typed = fields[.due], !typed.isEmpty else { return .success(nil) }
    let reader = DateReader(today: hearing.today, calendar: hearing.rules.calendar)
    let days = DayWording(calendar: hearing.rules.calendar, today: hearing.today)
    switch reader.read(typed) {
    case .deadline(let deadline):
      return .success(deadline)
    case .past(let day):
      var text: Wording = "期限“\(Brief.of(typed))”是\(days.full(day))，已经过去，没有办。"
      if typed.contains("月"),
        let next = CivilDate(year: day.year + 1, month: day.month, day: day.day)
      {
        text.add("要写明年的，请带上年份：\(next.year)年\(next.month)月\(next.day)日")
      } else {
        text.add("请改成今天或以后的日子，如：明天、下周一、10个工作日")
      }
      return .failure(DueProblem(outcome: .refused(verb, Refusal(.datePast, text))))
    case .unreadable:
      let text: Wording = "期限“\(Brief.of(typed))”读不懂，没有办。\n可以写：明天、周五、月底前、12月31日、3天内、10个工作日"
      return .failure(DueProblem(outcome: .refused(verb, Refusal(.dateUnreadable, text))))
    case .restDay(let day, let before, let after):
      var options = fields
      let choices = [before, after].map { choice -> String in
        options.values[.due] = choice.description
        return options.command(spec, body: body)
      }
      var text: Wording = "\(days.full(day))不上班，期限定哪天？"
      text.add("回1：\(days.full(before))")
      text.add("回2：\(days.full(after))")
      return .failure(DueProblem(outcome: .answer(text, hearing.ask(.choice(choices)))))
    }
  }
}

extension FieldedText {
  /// The command written out again: its name, the body, and each field on a line of its own. It is
  /// kept with the open question, so numbers that name a person are masked already.
  func command(_ spec: CommandSpec?, body: String) -> String {
    var lines = ["/\(spec?.name ?? "") \(body)"]
    for field in Field.allCases {
      if let value = values[field] { lines.append("\(field.names[0]):\(value)") }
    }
    if urgent { lines.append("加急") }
    return SensitiveText.masked(lines.joined(separator: "\n"))
  }
}

/// Several names in one field: 甲街道、交警大队.
enum Names {
  static func split(_ typed: String) -> [String] {
    let text = FoldedText(typed)
    var names: [String] = []
    var begin = 0
    var index = 0
    while index < text.count {
      if let next = MentionToken.end(in: text.folded, at: index) {
        index = next
        continue
      }
      let scalar = text.folded[index]
      if scalar.isBlank || scalar == "," || scalar == ";" {
        if index > begin { names.append(text.typed(begin..<index)) }
        begin = index + 1
      }
      index += 1
    }
    if index > begin { names.append(text.typed(begin..<index)) }
    return names
  }
}

/// What does not belong into this program's chats yet, or at all.
enum Confidential {
  static let restricted = Refusal(
    .restrictedNotHere,
    """
    涉及具体人的情况，请不要写在这里。我没有登记，也没有留下内容。
    请当面或用内部专用渠道交区纪委监委；群众反映可拨12388。
    """)

  static let reporter = Refusal(
    .restrictedNotHere,
    """
    是谁反映的，请不要写在这里。我没有登记，也没有留下内容。
    请去掉“反映人”重发；来源可以写单位或站点。
    """)
}
