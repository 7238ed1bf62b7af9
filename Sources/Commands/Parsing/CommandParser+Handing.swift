import Casework

extension Scanner {
  /// The literal, where it is a word of its own.
  fileprivate mutating func takeWord(_ literal: String) -> Bool {
    var ahead = self
    guard ahead.take(literal), ahead.current.map({ $0.isBlank || $0.isMark }) ?? true else {
      return false
    }
    self = ahead
    return true
  }
}

/// From triage to the hand-over, its dispute and its receipt.
extension CommandParser {
  func handing() -> Outcome {
    switch verb {
    case .triage: triage()
    case .contact: contact()
    case .assign: assign()
    case .urge: urge()
    case .order, .prompt, .caution, .talk: instrument()
    case .agree: agree()
    case .dispute: dispute()
    case .ruling: ruling()
    default: receive()
    }
  }

  /// The numbers the text begins with, else that of the card it answers.
  func caseNumbers(_ scanner: inout Scanner) -> [CaseNumber] {
    let numbers = CaseNumbers.leading(&scanner)
    scanner.skipSeparators()
    return numbers.isEmpty ? card.map { [$0] } ?? [] : numbers
  }

  func list(_ numbers: [CaseNumber]) -> String {
    numbers.map(\.description).joined(separator: "、")
  }

  var dates: DateReader {
    DateReader(today: hearing.today, calendar: hearing.rules.calendar)
  }

  /// What is kept of a text: mentions readable, numbers that name a person masked.
  func kept(_ typed: String?) -> String? {
    guard let typed, !typed.isEmpty else { return nil }
    return MentionToken.readable(typed)
  }

  // MARK: 研判, 联系

  private func triage() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else { return ask(0, typed: withoutNumber(scanner)) }
    let fields = FieldedText(text, from: scanner.index, known: [.area, .marks, .reason, .scope])
    var words = Scanner(FoldedText(fields.rest))
    words.skipBlanks()
    if words.take("并入") || words.take("合并") {
      return other("合并", "\(number) \(words.rest)")
    }
    if words.take("移送") {
      return .answer("移送请私聊我发：\(typed: "移送 \(number) 纪委")", .keep)
    }
    var triaging = Triaging(
      number: number, accepts: true, area: kept(fields[.area]),
      marks: Names.split(kept(fields[.marks]) ?? ""))
    if words.take("不受理") || words.take("不予受理") || words.take("退回") {
      triaging.accepts = false
      words.skipSeparators()
      triaging.reason = kept(fields[.reason]) ?? kept(words.rest)
      guard triaging.reason != nil else {
        return ask(1, typed: "/研判 \(number) 退回 \(MentionToken.gap)")
      }
      return .act(.handing(.triage(triaging)))
    }
    let accepts = words.take("受理") || words.take("采纳")
    words.skipSeparators()
    if words.takeWord("公开") { triaging.opens = true }
    if let scope = fields[.scope] { triaging.opens = scope != CommandParser.inside }
    guard words.isAtEnd || accepts || triaging.opens == true else {
      return refuse(
        .valueUnknown, "“\(Brief.of(words.rest))”不认识。\n可以写：受理、公开、退回 理由、并入 编号")
    }
    words.skipSeparators()
    triaging.reason = kept(fields[.reason]) ?? kept(words.rest)
    return .act(.handing(.triage(triaging)))
  }

  /// Another command that means the same, read as if it had been typed.
  private func other(_ name: String, _ rest: String) -> Outcome {
    CommandParser.reread("/\(name) \(rest)", card: card, hearing) ?? CommandParser.notYet(name)
  }

  private func contact() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else { return ask(0, typed: withoutNumber(scanner)) }
    let removes = ["取消", "去掉", "减去"].contains { scanner.take($0) }
    let people = people(scanner.rest)
    guard !people.isEmpty else {
      return ask(1, typed: "/联系 \(number) \(removes ? "取消 " : "")\(MentionToken.gap)")
    }
    return .act(.handing(.contact(ContactChange(number: number, people: people, removes: removes))))
  }

  // MARK: 交办, 催办, 签收

  private func assign() -> Outcome {
    var scanner = Scanner(text, from: start)
    let numbers = caseNumbers(&scanner)
    guard !numbers.isEmpty else { return ask(0, typed: withoutNumber(scanner)) }
    let parts = HandingParts(text, from: scanner.index, dates)
    var assigning = Assigning(
      numbers: numbers, unit: parts.value(.unit), assisting: parts.assisting,
      requirement: parts.value(.requirement))
    switch due(parts.fields, body: list(numbers)) {
    case .success(let due): assigning.due = due
    case .failure(let problem): return problem.outcome
    }
    return .act(.handing(.assign(assigning)))
  }

  private func urge() -> Outcome {
    var scanner = Scanner(text, from: start)
    let numbers = caseNumbers(&scanner)
    guard !numbers.isEmpty else { return ask(0, typed: withoutNumber(scanner)) }
    return .act(.handing(.urge(numbers)))
  }

  private func receive() -> Outcome {
    var scanner = Scanner(text, from: start)
    return .act(.handing(.receive(caseNumbers(&scanner), quietly: false)))
  }

  // MARK: 异议, 裁定

  private func dispute() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else { return ask(0, typed: withoutNumber(scanner)) }
    guard let disputing = CommandParser.disputing(number, text, from: scanner.index) else {
      return ask(1, typed: "/异议 \(number) \(MentionToken.gap)")
    }
    return .act(.handing(.dispute(disputing)))
  }

  /// What a unit says against a hand-over; nil where it says nothing. 退回 by a unit reads the same.
  static func disputing(
    _ number: CaseNumber, _ text: FoldedText, from start: Int
  ) -> Disputing? {
    let fields = FieldedText(
      text, from: start, known: [.reason, .suggestion, .basis, .signedOff])
    func kept(_ typed: String?) -> String? {
      guard let typed, !typed.isEmpty else { return nil }
      return MentionToken.readable(typed)
    }
    let reason = [kept(fields[.reason]), kept(fields.rest)].compactMap { $0 }
    let disputing = Disputing(
      number: number, text: reason.joined(separator: "，"), suggestion: kept(fields[.suggestion]),
      basis: kept(fields[.basis]), signedOffBy: kept(fields[.signedOff]))
    let isEmpty =
      disputing.reason.isEmpty && disputing.suggestion == nil && disputing.basis == nil
      && disputing.signedOffBy == nil
    return isEmpty ? nil : disputing
  }

  private func ruling() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else { return ask(0, typed: withoutNumber(scanner)) }
    let upholds = scanner.take("维持")
    guard upholds || ["改派", "改由", "改交"].contains(where: { scanner.take($0) }) else {
      if scanner.isAtEnd { return ask(1, typed: "/裁定 \(number) \(MentionToken.gap)") }
      return refuse(.valueUnknown, "“\(Brief.of(scanner.rest))”不认识。\n可以写：维持；改派 单位")
    }
    let parts = HandingParts(text, from: scanner.index, takesUnit: !upholds, dates)
    var adjudging = Adjudging(
      number: number, upholds: upholds, unit: parts.value(.unit), assisting: parts.assisting,
      note: [parts.value(.reason), parts.value(.requirement)].compactMap { $0 }
        .joined(separator: "，").nonEmpty)
    if upholds { return .act(.handing(.rule(adjudging))) }
    switch due(parts.fields, body: "\(number) 改派") {
    case .success(let due): adjudging.due = due
    case .failure(let problem): return problem.outcome
    }
    return .act(.handing(.rule(adjudging)))
  }
}

extension String {
  /// Nil where there is nothing in it.
  var nonEmpty: String? { isEmpty ? nil : self }
}
