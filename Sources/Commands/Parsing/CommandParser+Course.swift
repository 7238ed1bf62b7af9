import Casework

/// From the unit's report to the look-back, and what changes a case on the way.
extension CommandParser {
  func course() -> Outcome {
    var scanner = Scanner(text, from: start)
    switch verb {
    case .void: return void(&scanner)
    case .merge: return merge(&scanner)
    default: break
    }
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    return switch verb {
    case .report: report(number, scanner)
    case .paper: .act(.course(.paper(number)))
    case .verify: verify(number, scanner)
    case .sendBack: sendBack(number, scanner)
    case .extend, .rebase, .suspend: dated(number, scanner)
    case .approve: .act(.course(.approve(number, note: words(scanner))))
    case .refuse: .act(.course(.refuse(number, reason: words(scanner))))
    case .resume: .act(.course(.resume(number, note: words(scanner))))
    case .amend: amend(number, scanner)
    case .lookBack: lookBack(number, scanner)
    default: .answer("请再说一遍。", .keep)
    }
  }

  /// The rest of the sentence, as it may be kept; nil where nothing is left.
  private func words(_ scanner: Scanner) -> String? { kept(scanner.rest) }

  // MARK: Report and verification

  private func report(_ number: CaseNumber, _ scanner: Scanner) -> Outcome {
    let signed = SignedText(FieldedText(text, from: scanner.index, known: [.signedOff]))
    return .act(
      .course(
        .report(
          UnitReport(
            number: number, text: kept(signed.text), signedOffBy: kept(signed.signer)))))
  }

  private func verify(_ number: CaseNumber, _ scanner: Scanner) -> Outcome {
    var scanner = scanner
    if scanner.take("不合格") || scanner.take("不通过") {
      scanner.skipSeparators()
      guard let reason = words(scanner) else {
        return .answer(
          "要退回\(number)号吗？请带上理由发：\(typed: "退回 \(number) 理由")", .keep)
      }
      let text: Wording = "要把\(number)号退回，理由“\(Brief.of(reason))”吗？\n回1：退回"
      return .answer(text, hearing.ask(.choice(["/退回 \(number) \(reason)"])))
    }
    // 合格 says no more than the command.
    if scanner.take("合格") || scanner.take("通过") { scanner.skipSeparators() }
    return .act(.course(.verify(number, note: words(scanner))))
  }

  private func sendBack(_ number: CaseNumber, _ scanner: Scanner) -> Outcome {
    guard let reason = words(scanner) else {
      return ask(1, typed: "/退回 \(number) \(MentionToken.gap)")
    }
    return .act(.course(.sendBack(number, reason: reason)))
  }

  // MARK: Days

  /// 延期, 改期 and 挂起: a day and a reason, in either order.
  private func dated(_ number: CaseNumber, _ scanner: Scanner) -> Outcome {
    var fields = FieldedText(text, from: scanner.index, known: [.due, .review, .way])
    var reason = fields.rest
    if let typed = fields[.due] {
      // The reason may stand behind the day.
      if let found = DayPhrase.find(in: typed, hearing), !found.rest.isEmpty {
        fields.values[.due] = found.day
        reason = [reason, found.rest].filter { !$0.isEmpty }.joined(separator: " ")
      }
    } else {
      if let review = fields[.review] {
        fields.values[.due] = review
      } else if let found = DayPhrase.find(in: fields.rest, hearing) {
        fields.values[.due] = found.day
        reason = found.rest
      }
    }
    fields.values[.review] = nil
    guard fields[.due] != nil else { return askForDay(number, fields) }
    let due: Deadline
    switch self.due(fields, body: "\(number) \(reason)") {
    case .success(let found?): due = found
    case .success(nil): return askForDay(number, fields)
    case .failure(let problem): return problem.outcome
    }
    return .act(.course(dated(number, due, kept(reason), fields)))
      .unlessMissing(reason: kept(reason), verb: verb) {
        var open = fields
        open.values[.due] = due.day.description
        let part = verb == .suspend ? 1 : 2
        return ask(part, typed: open.command(spec, body: "\(number) \(MentionToken.gap)"))
      }
  }

  private func dated(
    _ number: CaseNumber, _ due: Deadline, _ reason: String?, _ fields: FieldedText
  ) -> CourseAct {
    switch verb {
    case .rebase: .rebase(number, to: due, reason: reason ?? "")
    case .suspend: .suspend(number, review: due, reason: reason ?? "")
    default:
      .extend(
        ExtensionWish(
          number: number, until: due, reason: reason,
          way: fields[.way].flatMap(ExtensionWish.Way.init(rawValue:))))
    }
  }

  /// The day is asked for; the reason typed so far stays.
  private func askForDay(_ number: CaseNumber, _ fields: FieldedText) -> Outcome {
    let part = verb == .suspend ? 2 : 1
    return ask(part, typed: "/\(spec?.name ?? "") \(number) \(fields.rest)\n期限：\(MentionToken.gap)")
  }

  private func lookBack(_ number: CaseNumber, _ scanner: Scanner) -> Outcome {
    var scanner = scanner
    if scanner.isAtEnd { return .act(.course(.lookBack(number, .show))) }
    if scanner.take("巩固") {
      scanner.skipSeparators()
      return .act(.course(.lookBack(number, .held(note: words(scanner)))))
    }
    if scanner.take("反弹") {
      scanner.skipSeparators()
      guard let note = words(scanner) else {
        return ask(1, typed: "/回头看 \(number) 反弹 \(MentionToken.gap)")
      }
      return .act(.course(.lookBack(number, .relapsed(note: note))))
    }
    var fields = FieldedText(text, from: scanner.index, known: [.due])
    if fields[.due] == nil {
      guard let found = DayPhrase.find(in: fields.rest, hearing), found.rest.isEmpty else {
        return refuse(
          .valueUnknown, "“\(Brief.of(fields.rest))”读不懂，没有办。\n可以写：巩固、反弹加情况，或一个日期")
      }
      fields.values[.due] = found.day
    }
    switch due(fields, body: "\(number)") {
    case .success(let day?): return .act(.course(.lookBack(number, .schedule(day))))
    case .success(nil): return .act(.course(.lookBack(number, .show)))
    case .failure(let problem): return problem.outcome
    }
  }

  // MARK: What is mistyped or double

  private func void(_ scanner: inout Scanner) -> Outcome {
    var numbers = CaseNumbers.leading(&scanner)
    if numbers.isEmpty, let card { numbers = [card] }
    guard !numbers.isEmpty else { return ask(0, typed: withoutNumber(scanner)) }
    scanner.skipSeparators()
    let fields = FieldedText(text, from: scanner.index, known: [.way])
    guard let reason = kept(fields.rest) else {
      return ask(1, typed: "/作废 \(list(numbers)) \(MentionToken.gap)")
    }
    return .act(
      .course(
        .void(
          VoidWish(
            numbers: numbers, reason: reason, duplicateOf: Duplicates.named(in: fields.rest),
            insists: fields[.way] != nil))))
  }

  /// `48 45`, `48并入45`, `48、49 到45`; `31` alone is where the card's own case goes.
  private func merge(_ scanner: inout Scanner) -> Outcome {
    var numbers = CaseNumbers.leading(&scanner)
    scanner.skipSeparators()
    for word in ["并入", "合并到", "并到", "归入", "到", "至", "入"] where scanner.take(word) { break }
    if let target = scanner.caseNumber(), !numbers.isEmpty {
      var behind = scanner
      behind.skipSeparators()
      guard behind.caseNumber() == nil else {
        return refuse(.valueUnknown, "编号多了，没有合并。\n几件并入一件，请用顿号：\(typed: "合并 1、2 3")")
      }
      return .act(.course(.merge(numbers, into: target)))
    }
    if numbers.count > 1, let target = numbers.popLast() {
      return .act(.course(.merge(numbers, into: target)))
    }
    guard let target = numbers.first else { return ask(0, typed: withoutNumber(scanner)) }
    if let card, card != target { return .act(.course(.merge([card], into: target))) }
    return ask(1, typed: "/合并 \(target) \(MentionToken.gap)")
  }

  private static let amendable: [Field] = [
    .heading, .unit, .assisting, .due, .area, .sourceNumber, .source, .place, .project,
    .programme, .scope, .reporter,
  ]

  private func amend(_ number: CaseNumber, _ scanner: Scanner) -> Outcome {
    let fields = FieldedText(text, from: scanner.index, known: CommandParser.amendable)
    // A case that the group has seen cannot be made unseen.
    if fields[.scope] == "限知" { return .refused(.amend, Refusal.unavailable) }
    if fields[.reporter] != nil { return .refused(.amend, Confidential.reporter) }
    func value(_ field: Field) -> String? { kept(fields[field]) }
    var wish = AmendWish(number: number)
    wish.title = value(.heading)
    wish.unit = value(.unit)
    wish.assisting = value(.assisting).map(Names.split)
    wish.area = value(.area)
    wish.source = value(.source)
    wish.sourceNumber = value(.sourceNumber)
    wish.place = value(.place)
    wish.project = value(.project)
    wish.programme = value(.programme)
    if fields.urgent { wish.urgent = true }
    let rest = kept(fields.rest)
    switch due(fields, body: "\(number) \(rest ?? "")") {
    case .success(let due): wish.due = due
    case .failure(let problem): return problem.outcome
    }
    if let rest {
      // A sentence without a field is a title, perhaps.
      let text: Wording = "要把\(number)号的标题改成“\(Brief.of(rest))”吗？\n回1：就改"
      return .answer(text, hearing.ask(.choice(["/更正 \(number)\n标题：\(rest)"])))
    }
    guard wish != AmendWish(number: number) else {
      return ask(1, typed: "/更正 \(number)\n\(MentionToken.gap)")
    }
    return .act(.course(.amend(wish)))
  }
}

extension Outcome {
  /// A question instead, where the reason is missing and the rule does not ask for it itself.
  fileprivate func unlessMissing(
    reason: String?, verb: Verb, ask: () -> Outcome
  ) -> Outcome {
    reason == nil && verb != .extend ? ask() : self
  }
}

/// A report taken apart into who signed it off and what else was said: a name is one word, wherever
/// its field stands.
struct SignedText {
  var signer: String?
  var text: String

  init(_ fields: FieldedText) {
    text = fields.rest
    guard let typed = fields[.signedOff], !typed.isEmpty else { return }
    var scanner = Scanner(FoldedText(typed))
    scanner.skip { !$0.isBlank && $0 != "," && $0 != ";" && $0 != "." }
    signer = scanner.text.typed(0..<scanner.index)
    scanner.skip { $0.isBlank || $0 == "," || $0 == ";" || $0 == "." }
    text = [text, scanner.rest].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// Which case a reason names as the same: 和45重复了.
enum Duplicates {
  private static let words = ["重复", "一样", "相同", "同一件", "一回事"]

  static func named(in reason: String) -> CaseNumber? {
    guard words.contains(where: { reason.contains($0) }) else { return nil }
    let text = FoldedText(reason)
    for index in 0..<text.count {
      if index > 0, text.folded[index - 1].isDigit { continue }
      guard text.folded[index].isDigit || text.folded[index] == "#" || text.folded[index] == "限"
      else { continue }
      var scanner = Scanner(text, from: index)
      if let number = scanner.caseNumber() { return number }
      // 45号重复了: here 号 ends the number, whatever follows it.
      if let (value, next) = Numerals.read(text.folded, at: index), value > 0,
        next < text.count, text.folded[next] == "号"
      {
        return CaseNumber(value)
      }
    }
    return nil
  }
}
