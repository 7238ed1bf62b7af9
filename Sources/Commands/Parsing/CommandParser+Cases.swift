import Casework

/// 线索, 领衔, 进展.
extension CommandParser {
  static let clueFields: [Field] = [
    .unit, .assisting, .due, .area, .sourceNumber, .source, .place, .project, .programme, .scope,
    .reporter, .receiver, .signed,
  ]

  func clue() -> Outcome {
    if let batch = batch() { return batch }
    let fields = FieldedText(text, from: start, known: CommandParser.clueFields)
    if fields[.scope] == "限知" { return clueAboutPerson(fields) }
    if fields[.reporter] != nil, !hearing.isPrivate || !hearing.keepsReporters {
      return .refused(.clue, Confidential.reporter)
    }
    guard !fields.rest.isEmpty else {
      return ask(0, typed: fields.command(spec, body: String(MentionToken.gap)))
    }
    if let numbers = CaseNumbers.all(in: FoldedText(fields.rest)) {
      return .answer(
        "“\(Brief.of(fields.rest))”是编号，不是一件事，没有登记。\n看这件事请发：\(typed: "查 \(numbers[0])")\n要登记，请写是什么事、在哪里。",
        .keep)
    }
    if let question = whichKind(fields) { return question }
    let title = MentionToken.readable(fields.rest)
    var registration = Registration(title: title, details: details(fields))
    registration.inner = inner(fields, title)
    registration.reporter = fields[.reporter].map(MentionToken.readable)
    switch due(fields, body: fields.rest) {
    case .success(let due): registration.due = due
    case .failure(let problem): return problem.outcome
    }
    if let question = audienceQuestion(registration, fields) { return question }
    return .act(.register(registration))
  }

  /// 范围：内部.
  static let inside = "内部"

  /// For the inner circle alone: said so, or its words name a phenomenon of conduct.
  func inner(_ fields: FieldedText, _ title: String) -> Bool? {
    CommandParser.isInner(fields, title, hearing.persons) ? true : nil
  }

  static func isInner(_ fields: FieldedText, _ title: String, _ persons: PersonsReader) -> Bool {
    let words = [title] + free.compactMap { fields[$0] }
    return fields[.scope] == inside || words.contains(where: persons.namesPhenomenon)
  }

  /// Fields of a clue with words of one's own; the name of a 专项 is published.
  private static let free: [Field] = [.area, .source, .sourceNumber, .place, .project]

  func details(_ fields: FieldedText) -> CaseDetails {
    func value(_ field: Field) -> String? {
      guard let typed = fields[field], !typed.isEmpty else { return nil }
      return MentionToken.readable(typed)
    }
    return CaseDetails(
      unit: value(.unit).map { UnitReference(id: nil, name: $0) },
      assisting: Names.split(value(.assisting) ?? "").map { UnitReference(id: nil, name: $0) },
      area: value(.area), source: value(.source), sourceNumber: value(.sourceNumber),
      place: value(.place), project: value(.project), programme: value(.programme),
      urgent: fields.urgent, unsigned: fields[.signed] == "否" ? true : nil)
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
      return scanner.wholePerson()
    }
  }

  func progress() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    let content = MentionToken.readable(scanner.rest)
    guard !content.isEmpty else {
      return ask(1, typed: "/进展 \(number) \(MentionToken.gap)")
    }
    return .act(.progress(number, text: content))
  }
}

extension FieldedText {
  /// The command written out again: its name, the body, and each field on a line of its own.
  func command(_ spec: CommandSpec?, body: String) -> String {
    var lines = ["/\(spec?.name ?? "") \(body)"]
    for field in Field.allCases {
      if let value = values[field] { lines.append("\(field.names[0]):\(value)") }
    }
    if urgent { lines.append("加急") }
    return lines.joined(separator: "\n")
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
