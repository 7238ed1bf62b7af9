import Casework

/// Turns the text behind a command's name into an act, a question for what is missing, or a
/// refusal that says how to write it.
struct CommandParser {
  let verb: Verb
  let admitted: Admitted
  /// Where the command's text begins.
  let start: Int
  let card: CaseNumber?
  let hearing: Hearing
  /// What it says was settled by an answer: it is not asked back once more whether it asks.
  let isSettled: Bool

  init(
    verb: Verb, _ admitted: Admitted, start: Int, card: CaseNumber?, hearing: Hearing,
    isSettled: Bool = false
  ) {
    self.isSettled = isSettled
    self.verb = verb
    self.admitted = admitted
    self.start = start
    self.card = card
    self.hearing = hearing
  }

  var text: FoldedText { admitted.text }
  var spec: CommandSpec? { Catalogue.spec(for: verb) }
  private var scanner: Scanner { Scanner(text, from: start) }

  func parse() -> Outcome { asked() ?? several() ?? unread() ?? parsed() }

  private func parsed() -> Outcome {
    switch verb {
    case .clue: clue()
    case .lead: lead()
    case .progress: progress()
    case .find: find()
    case .status: status()
    case .timeline: timeline()
    case .overdue: overdue()
    case .mine: mine()
    case .close: closing()
    case .undo: undo()
    case .help: Help.answer(about: topic, page: page, hearing)
    case .about: .act(.about)
    case .bind: bind()
    case .member: member()
    case .grant: grant()
    case .unit: unit()
    case .confirm: confirm()
    case .next: next()
    case .triage, .contact, .assign, .urge, .order, .prompt, .caution, .talk, .agree, .dispute,
      .ruling, .receive:
      handing()
    case .report, .paper, .verify, .sendBack, .extend, .approve, .refuse, .rebase, .suspend,
      .resume, .void, .amend, .merge, .lookBack:
      course()
    case .remind: remind()
    case .why: why()
    case .set where namesPersonsMode: personsMode()
    case .digest, .weekly, .set: clock()
    case .transfer, .copy, .acknowledge, .audit, .redact, .strike: persons()
    case .project, .todo, .statistics, .register, .export, .visit, .deputy, .handOver:
      reporting()
    case .attach: evidence()
    }
  }

  private var topic: String? {
    var scanner = Scanner(FoldedText(fieldless))
    return scanner.word()
  }

  // MARK: Questions and refusals

  /// Asks for a part; the answer goes where the gap is.
  func ask(_ part: Int, typed: String) -> Outcome {
    guard let spec, part < spec.parts.count else { return .answer("请再说一遍。", .keep) }
    var wording: Wording = "\(spec.parts[part].question)"
    wording.add("例：\(typed: spec.example)")
    return .answer(
      wording, hearing.ask(.missing(text: typed, part: spec.parts[part].name))
    )
  }

  func refuse(_ code: Refusal.Code, _ text: Wording) -> Outcome {
    var text = text
    if let spec { text.add("例：\(typed: spec.example)") }
    return .refused(verb, Refusal(code, text))
  }

  /// The number the text begins with, else that of the card it answers; the scanner goes on behind.
  func caseNumber(_ scanner: inout Scanner) -> CaseNumber? {
    guard let number = scanner.caseNumber() else { return card }
    scanner.skipSeparators()
    return number
  }

  /// The command as far as typed, with the gap where its case number belongs.
  func withoutNumber(_ scanner: Scanner) -> String {
    let rest = scanner.rest
    return "/\(spec?.name ?? "") \(MentionToken.gap)" + (rest.isEmpty ? "" : " \(rest)")
  }

  /// The page asked for, from 1.
  var page: Int {
    let fields = FieldedText(text, from: start, known: [.page])
    return fields[.page].flatMap { Int($0) }.map { max(1, min($0, 10_000)) } ?? 1
  }

  // MARK: Commands that are one number or word

  /// The text without the page.
  private var fieldless: String { FieldedText(text, from: start, known: [.page]).rest }

  private func status() -> Outcome {
    let rest = FoldedText(scanner.rest)
    guard rest.count > 0 else { return .act(.status(card)) }
    if ["我们", "我局", "本单位", "我单位"].contains(FoldedText(fieldless).plainWord) {
      return .act(.reporting(.ours(page: page)))
    }
    if let numbers = CaseNumbers.all(in: rest), numbers.count == 1 {
      return .act(.status(numbers[0]))
    }
    return find()
  }

  /// 逾期 住建局 narrows the list.
  private func overdue() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.page])
    let words = SearchPhrase.words(FoldedText(fields.rest))
    guard !words.isEmpty else { return .act(.overdue(page: page)) }
    return .act(.find(Finding(words: ["逾期"] + words, page: page)))
  }

  private func undo() -> Outcome {
    var scanner = scanner
    scanner.skipSeparators()
    let number = scanner.caseNumber()
    let behind = FoldedText(scanner.rest)
    guard Courtesy.isOnlyCourtesy(behind) || ["吧", "一下", "刚才的"].contains(behind.plainWord) else {
      return refuse(.valueUnknown, "“\(Brief.of(scanner.rest))”不认识，没有撤回。\n撤回后面不写别的，或只写一个编号。")
    }
    return .act(.undo(number ?? card))
  }

  private func timeline() -> Outcome {
    var scanner = scanner
    guard let number = caseNumber(&scanner) else {
      return ask(0, typed: withoutNumber(scanner))
    }
    return .act(.timeline(number, page: page))
  }

  /// The confirmed command, read again.
  static func carryOut(_ confirmation: Confirmation, _ hearing: Hearing) -> Outcome {
    guard CommandHead.verb(of: confirmation.command) != nil,
      let outcome = reread(confirmation.command, isSettled: true, hearing)
    else { return .act(.confirmNothing) }
    guard case .act(let act) = outcome else { return outcome }
    return .act(.confirmed(act, confirmation))
  }

  private func next() -> Outcome {
    let minutes = hearing.rules.procedure.seconds(.question) / 60
    let none: Wording = "没有下一页了。\n隔了\(minutes)分钟以上的，请重新查一次。"
    guard case .next(let command)? = hearing.dialogue?.question else {
      return .answer(none, .keep)
    }
    guard CommandHead.verb(of: command) != nil else { return .answer(none, .close) }
    return CommandParser.reread(command, hearing) ?? .answer(none, .close)
  }

  private func find() -> Outcome {
    let fields = FieldedText(text, from: start, known: [.page])
    let rest = FoldedText(fields.rest)
    if rest.count == 0, let card { return .act(.find(Finding(numbers: [card]))) }
    guard let finding = SearchPhrase.finding(rest, page: page) else {
      return ask(0, typed: "/查 \(MentionToken.gap)")
    }
    return .act(.find(finding))
  }

  private func bind() -> Outcome {
    var scanner = scanner
    switch scanner.word() {
    case nil: return .act(.bind(.show))
    case "内部": return .act(.bind(.bind(.inner)))
    case "含单位": return .act(.bind(.bind(.units)))
    case "取消", "解除": return .act(.bind(.unbind))
    case let word?:
      return refuse(.valueUnknown, "“\(Brief.of(word))”不认识。\n可以写：内部、含单位、取消")
    }
  }
}

/// What was typed, short enough to be repeated in an answer.
enum Brief {
  static func of(_ text: String) -> String {
    let readable = MentionToken.readable(text).split(whereSeparator: \.isNewline)
      .joined(separator: " ")
    return readable.count > 20 ? readable.prefix(19) + "…" : readable
  }
}
