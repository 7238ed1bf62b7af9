import Casework

/// 移送, 抄送, 回执, 审计, 线索 范围：限知, 设置 对人.
extension CommandParser {
  func persons() -> Outcome {
    switch verb {
    case .acknowledge: acknowledge()
    case .audit: audit()
    case .redact: redact()
    case .strike: strike()
    default: transfer()
    }
  }

  // MARK: Clues about persons

  /// 线索 范围：限知. In a group it is what an accusation is.
  func clueAboutPerson(_ fields: FieldedText) -> Outcome {
    guard hearing.isPrivate else { return .refused(.clue, Confidential.accusation) }
    // What was typed goes no further where nothing of it may be kept.
    let kept = hearing.sealsPersons ? fields : FieldedText(FoldedText(""), from: 0, known: [])
    let clue = ClueAboutPerson(
      text: MentionToken.readable(kept.rest), details: details(kept),
      to: kept[.receiver].flatMap { people($0).first })
    return .act(.persons(.clue(clue)))
  }

  /// Asks once what it is where the words of a private chat name somebody.
  func whichKind(_ fields: FieldedText) -> Outcome? {
    guard hearing.isPrivate, fields[.scope] == nil,
      hearing.persons.namesSomebody(fields.rest)
    else { return nil }
    var matter = fields
    matter.values[.scope] = "对事"
    var person = fields
    person.values[.scope] = "限知"
    let options = [
      matter.command(spec, body: fields.rest),
      hearing.sealsPersons ? person.command(spec, body: fields.rest) : "/线索 范围：限知",
    ]
    return .answer(
      "这条里写到了人，是哪一种？\n回1：对事，\(ClueQuestion(fields.rest, hearing).readers)\n回2：涉及具体人",
      hearing.ask(.choice(options)))
  }

  // MARK: Handing over

  private static let sides: [String: Role] = [
    "纪委": .discipline, "纪委监委": .discipline, "区纪委监委": .discipline, "区纪委": .discipline,
    "案管室": .discipline,
    "人大": .congress, "区人大": .congress, "人大办公室": .congress, "区人大办公室": .congress,
  ]

  private func transfer() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.receiver])
    var scanner = Scanner(FoldedText(fields.rest))
    var act = Transferring(verb == .copy ? .copy : .transfer)
    act.to = fields[.receiver].flatMap { people($0).first }
    if scanner.take("不留") { return .answer("好，没有留记录。", .close) }
    if !scanner.take("限知") {
      guard let number = caseNumber(&scanner) else {
        return ask(0, typed: withoutNumber(scanner))
      }
      act.number = number
    }
    for word in Names.split(scanner.rest) {
      if word == "由事及人" || word == "由人及事" {
        act.reason = word
      } else if let side = CommandParser.sides[word] {
        act.side = side
      } else if act.to == nil, let person = people(word).first {
        act.to = person
      }
    }
    return .act(.persons(.transfer(act)))
  }

  private func acknowledge() -> Outcome {
    var scanner = Scanner(text, from: start)
    let number = caseNumber(&scanner)
    let rest = scanner.rest
    guard !rest.isEmpty else { return .act(.persons(.acknowledge(number, nil))) }
    let words = HandingParts.words(FoldedText(rest)).map { ($0, FoldedText($0).plainWord) }
    let isReturned = words.contains { CommandParser.returned.contains($0.1) }
    guard isReturned || words.contains(where: { CommandParser.received.contains($0.1) }) else {
      return refuse(.valueUnknown, "“\(Brief.of(rest))”不认识，没有办。\n回执可以写：已收、已办结")
    }
    // A receipt keeps no words: whoever has more to say has not simply received it.
    let isWhole = words.allSatisfy { typed, word in
      CommandParser.isFiller(typed) || CommandParser.returned.contains(word)
        || CommandParser.received.contains(word)
    }
    guard isWhole else {
      let name = isReturned ? "已办结" : "已收"
      let command = "/回执 \(number.map { "\($0) " } ?? "")\(name)"
      return .answer(
        "回执只记收到没有、办结没有，“\(Brief.of(rest))”里别的话不记，还没有办。\n就记\(name)请回1；还缺什么的，请等齐了再发，有话直接告诉交来的同志。",
        hearing.ask(.offer([command])))
    }
    return .act(.persons(.acknowledge(number, isReturned ? .returned : .received)))
  }

  /// What says no more than that it is done, or that it came in.
  private static let returned: Set<String> = [
    "已办结", "办结", "办结了", "已办结了", "已经办结", "已全部办结", "已反馈", "反馈了", "已经反馈", "已有结果", "有结果了", "结果已反馈",
    "已反馈结果", "结果已回",
  ]
  private static let received: Set<String> = [
    "已收", "收", "收了", "已收了", "收到", "已收到", "收到了", "都收到", "都收到了", "全部收到", "已全部收到", "已经收到", "已经收到了",
    "已接收", "接收", "收悉", "已收悉", "签收", "已签收", "查收", "已查收", "已收到材料", "材料已收到", "材料收到", "收到材料",
  ]

  private func audit() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    return .act(.persons(.audit(number, page: page)))
  }

  // MARK: Hiding and striking out

  private func redact() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.receiver, .reason])
    var scanner = Scanner(FoldedText(fields.rest))
    var wish = HideWish(textHolder(&scanner), card: card)
    let typed = [scanner.rest, fields[.reason] ?? ""].filter { !$0.isEmpty }
      .joined(separator: "，")
    if !typed.isEmpty, !hearing.keepsOut(FoldedText(typed)) {
      wish.reason = MentionToken.readable(typed)
    }
    if let named = fields[.receiver], !hearing.keepsOut(FoldedText(named)) {
      wish.receiver = people(named).first
    }
    return .act(.persons(.hide(wish)))
  }

  private func strike() -> Outcome {
    var scanner = Scanner(text, from: start)
    guard let holder = textHolder(&scanner) ?? card.map({ .matter($0) }) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    return .act(.persons(.strike(holder)))
  }

  /// 12, 走访3, 提醒3, 单位 区住建局; the scanner goes on behind.
  private func textHolder(_ scanner: inout Scanner) -> TextHolder? {
    scanner.skipSeparators()
    if let number = scanner.caseNumber() {
      scanner.skipSeparators()
      return .matter(number)
    }
    var ahead = scanner
    if ahead.take("单位") {
      ahead.skipSeparators()
      guard let name = ahead.word() else { return nil }
      ahead.skipSeparators()
      scanner = ahead
      return .unit(name)
    }
    let isVisit = ahead.take("走访") || ahead.take("联访")
    guard isVisit || ahead.take("提醒") else { return nil }
    ahead.skipSeparators()
    guard let number = ahead.caseNumber(), number.series == .open else { return nil }
    ahead.skipSeparators()
    scanner = ahead
    return isVisit ? .visit(number.value) : .reminder(number.value)
  }

  // MARK: 设置 对人

  var namesPersonsMode: Bool {
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    return scanner.take("对人")
  }

  func personsMode() -> Outcome {
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    _ = scanner.take("对人")
    scanner.skipSeparators()
    let word = scanner.rest
    guard let mode = PersonsMode.allCases.first(where: { $0.rawValue == word }) else {
      return .act(.persons(.mode(nil)))
    }
    return .act(.persons(.mode(mode)))
  }
}
