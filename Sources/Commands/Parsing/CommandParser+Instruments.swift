import Casework

/// 督办, 提示单, 提醒单, 约谈, 同意.
extension CommandParser {
  func instrument() -> Outcome {
    var scanner = Scanner(text, from: start)
    scanner.skipBlanks()
    if let query = query(scanner) { return .act(.handing(.show(query))) }
    let passesOn = scanner.take("建议")
    scanner.skipSeparators()
    var drops = scanner.take("取消")
    scanner.skipSeparators()
    guard let number = caseNumber(&scanner) else { return ask(0, typed: withoutNumber(scanner)) }
    drops = scanner.take("取消") || drops
    let parts = HandingParts(text, from: scanner.index, dates)
    var drafting = Drafting(verb: verb, kind: parts.value(.instrument), number: number)
    if drops { return .act(.handing(.drop(drafting))) }
    drafting.unit = parts.value(.unit)
    drafting.assisting = parts.assisting
    drafting.requirement = parts.value(.requirement)
    drafting.reason = parts.value(.reason)
    if parts.fields[.reason]?.isEmpty ?? false {
      var gap = parts.fields
      gap.values[.reason] = String(MentionToken.gap)
      return ask(1, typed: gap.command(spec, body: "\(number)"))
    }
    let body = passesOn ? "建议 \(number)" : "\(number)"
    switch due(parts.fields, body: body) {
    case .success(let due): drafting.due = due
    case .failure(let problem): return problem.outcome
    }
    return .act(.handing(passesOn ? .propose(drafting) : .draft(drafting)))
  }

  /// 督办单 9, or any of them with a number such as 协同督〔2026〕9号: somebody wants to read it.
  private func query(_ scanner: Scanner) -> InstrumentQuery? {
    if InstrumentNumber.canonical(scanner.rest) != nil { return .numbered(scanner.rest) }
    var head = text.foldedString(0..<start)
    while let last = head.last, last == ":" || last == "," || last == " " { head.removeLast() }
    guard verb == .order, head.hasSuffix("督办单") else { return nil }
    var number = scanner
    guard let found = number.caseNumber(), found.series == .open else { return nil }
    number.skipSeparators()
    return number.isAtEnd ? .serial(found.value, command: "督办") : nil
  }

  func agree() -> Outcome {
    var scanner = Scanner(text, from: start)
    let number = scanner.caseNumber()
    var agreement = Agreement(number: number ?? card)
    for word in HandingParts.words(FoldedText(scanner.rest)) {
      if let code = CommandParser.code(word) {
        agreement.code = code
      } else if agreement.kind == nil,
        ["单", "书", "函"].contains(where: word.hasSuffix)
          || ["约谈", "督办", "提醒约谈建议"].contains(word)
          || AskedAct.Kind.allCases.contains(where: { $0.name == word })
      {
        agreement.kind = word
      } else if !CommandParser.isFiller(word) {
        return refuse(
          .valueUnknown,
          "“\(Brief.of(word))”不认识，没有同意。\n同意后面只写编号、文书；不同意请发：\(typed: "不同意 \(agreement.number.map(\.description) ?? "编号") 理由")"
        )
      }
    }
    // Whoever was asked and says 同意 answers that, unless it names something else.
    if case .confirm(let confirmation)? = hearing.dialogue?.question,
      number.map({ number in confirmation.subjects.contains { $0.number == number } }) ?? true
    {
      return CommandParser.carryOut(confirmation, hearing)
    }
    return .act(.handing(.agree(agreement)))
  }

  /// 7F3A-91C2, with or without its dash.
  private static func code(_ word: String) -> String? {
    let folded = FoldedText(word)
    let digits = folded.folded.filter { $0 != "-" }
    guard digits.count == 8, folded.count <= 9,
      digits.allSatisfy({ $0.isDigit || ("a"..."f").contains($0) })
    else { return nil }
    let text = String(String.UnicodeScalarView(digits)).uppercased()
    return "\(text.prefix(4))-\(text.dropFirst(4))"
  }
}
