import Casework

/// Turns what somebody said into what it comes to. Pure: reads no ledger and no clock.
public struct Interpreter: Sendable {
  let suggestions: Suggestions
  /// The rule on texts that may accuse a person.
  public let persons: PersonsReader

  public init(pinyin: Pinyin, persons: PersonsReader) {
    self.persons = persons
    suggestions = Suggestions(pinyin: pinyin)
  }

  /// What the utterance comes to, line by line where each line is a command of its own. Empty:
  /// say nothing.
  public func interpret(_ utterance: Utterance, _ hearing: Hearing) -> [Outcome] {
    var hearing = hearing
    hearing.isPrivate = utterance.isPrivate
    let text = FoldedText(utterance.text)
    let whole = text.trimmed(0..<text.count)
    guard !whole.isEmpty else {
      if utterance.files > 0 { return wordless(utterance, hearing) }
      return utterance.mentionsBot ? [.answer(Interpreter.invitation(to: hearing), .keep)] : []
    }
    if let lines = commandLines(text, utterance, hearing) {
      if let together = clues(lines, utterance, hearing) { return together }
      return lines.compactMap { line in
        if alone(line, utterance, hearing) { return .answer("这一句请单独发一条。", .keep) }
        return one(line, utterance, hearing)
      }
    }
    return one(FoldedText(text.original[whole]), utterance, hearing).map { [$0] } ?? []
  }

  /// Whether the text is a command by itself; an edited message that is one gets told so.
  public func isCommand(_ utterance: Utterance, handle: String?) -> Bool {
    let head = CommandHead.read(
      FoldedText(utterance.text), bare: utterance.isAddressed, handle: handle)
    switch head {
    case .command, .reserved: return true
    case .unknown, .foreign, .none: return false
    }
  }

  /// Why a command is not carried out although it reads as one.
  public enum NotExecuted: Sendable {
    case edited, forwarded

    /// What is said where the words themselves are not handed back.
    public var answer: Wording {
      switch self {
      case .edited: "改过的消息不算数，没有办。\n请重发一条。"
      // It is somebody else's wish.
      case .forwarded: "转发的消息不算数，没有办。\n真要办，请您自己写一遍发出来。"
      }
    }
  }

  /// What is said instead: where it was typed, and to the speaker alone where that was a group.
  public struct NotExecutedAnswer: Sendable {
    public var here: Wording
    public var aside: Wording?
    /// The message itself must not stand in the chat.
    public var holdsBack: Bool

    public init(here: Wording, aside: Wording? = nil, holdsBack: Bool = false) {
      self.here = here
      self.aside = aside
      self.holdsBack = holdsBack
    }
  }

  /// What to say to a command that does not count, and how to send it again. Nil where the text is
  /// no command.
  public func notExecuted(
    _ why: NotExecuted, _ utterance: Utterance, handle: String?
  ) -> NotExecutedAnswer? {
    let text = FoldedText(utterance.text)
    let head = CommandHead.read(text, bare: utterance.isAddressed, handle: handle)
    let isCommand = isCommand(utterance, handle: handle)
    if isCommand || utterance.isAddressed || isAttempt(text, head) {
      let judge = judge(text, head, isPrivate: utterance.isPrivate)
      if let refusal = judge.refusal(fileNames: utterance.fileNames) {
        return .init(
          here: refusal.text, aside: refusal.aside ?? refusal.text, holdsBack: refusal.isHeld)
      }
    }
    guard isCommand else { return nil }
    if why == .forwarded { return .init(here: why.answer) }
    let first: Wording = "改过的消息不算数，没有办。"
    let kept = PersonalNumbers.masked(text)
    let typed = MentionToken.readable(kept.typed(kept.trimmed(0..<kept.count)))
    // What belongs to the inner circle is not said once more where everybody reads.
    guard typed.unicodeScalars.count <= 500,
      utterance.isPrivate || !persons.namesPhenomenon(in: typed)
    else {
      return .init(here: first + "\n请自己重发一遍。")
    }
    // In a group a command needs its slash to be heard.
    let isHeard = utterance.isPrivate || ["/", "／", "@"].contains { typed.hasPrefix($0) }
    let how = utterance.isSaidToMessage ? "请重新回复那条消息，写" : "请复制下面的话重发"
    return .init(here: first + "\n\(how)：\n\(copied: isHeard ? typed : "/" + typed)")
  }

  private static func invitation(to hearing: Hearing) -> Wording {
    "\(hearing.actor.person.address)请说。\n看能办什么：\(typed: "帮助")"
  }

  /// The lines, if there are several and each begins with a command.
  private func commandLines(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> [FoldedText]? {
    guard !isBatch(text, utterance, hearing) else { return nil }
    let lines = text.original.split { Folding.fold($0) == "\n" }.map(FoldedText.init)
      .filter { !$0.trimmed(0..<$0.count).isEmpty }
    guard lines.count > 1, lines.count <= 60 else { return nil }
    var commands: [FoldedText] = []
    for line in lines {
      if let above = commands.last, FieldedText.beginsWithField(line) {
        commands[commands.count - 1] = FoldedText(above.original + ["\n"] + line.original)
        continue
      }
      switch CommandHead.read(line, bare: utterance.isAddressed, handle: hearing.handle) {
      case .command, .reserved: commands.append(line)
      case .unknown, .foreign, .none: return nil
      }
    }
    return (2...20).contains(commands.count) ? commands : nil
  }

  /// In private a clue is asked about once: several of them are one table with one question, at the
  /// place of the first. Nil where there are not several.
  private func clues(
    _ lines: [FoldedText], _ utterance: Utterance, _ hearing: Hearing
  ) -> [Outcome]? {
    guard hearing.isPrivate else { return nil }
    var open = hearing
    // The table asks; its rows do not.
    open.isPrivate = false
    var rows: [Batch.Row] = []
    var outcomes: [Outcome] = []
    var place: Int?
    for line in lines {
      if alone(line, utterance, hearing) {
        outcomes.append(.answer("这一句请单独发一条。", .keep))
      } else if case .command(.clue, _) = CommandHead.read(line, bare: true, handle: hearing.handle),
        case .act(.register(let registration))? = one(line, utterance, open)
      {
        rows.append(Batch.Row(label: "\(rows.count + 1)", registration: registration))
        if place == nil { place = outcomes.count }
      } else if let outcome = one(line, utterance, hearing) {
        outcomes.append(outcome)
      }
    }
    guard rows.count > 1, let place else { return nil }
    outcomes.insert(.act(.speech(.batch(Batch(rows: rows), .offered(asks: true)))), at: place)
    return outcomes
  }

  /// A pasted table is one text, whatever its rows begin with.
  private func isBatch(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Bool {
    if case .missing(_, let part)? = hearing.dialogue?.question, part == BatchTable.part,
      text.original.contains("\t")
    {
      return true
    }
    let head = CommandHead.read(text, bare: utterance.isAddressed, handle: hearing.handle)
    guard case .command(.clue, let next) = head else { return false }
    var scanner = Scanner(text, from: next)
    scanner.skipSeparators()
    return scanner.take("批量")
  }

  /// 确认 and 下一页 answer what is open; among other commands nobody could say what that is.
  private func alone(
    _ line: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Bool {
    let head = CommandHead.read(line, bare: utterance.isAddressed, handle: hearing.handle)
    guard case .command(let verb, _) = head else { return false }
    return verb == .confirm || verb == .next
  }

  /// One text, judged before anything of it is echoed or kept.
  private func one(
    _ said: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    let head = CommandHead.read(said, bare: utterance.isAddressed, handle: hearing.handle)
    return Entrance(
      said: said, head: head, hearing: hearing, fileNames: utterance.fileNames,
      isAddressed: utterance.isAddressed || isAttempt(said, head), meant: { meant(said, head) }
    ).admit { read($0, head, utterance, hearing) }
  }

  private func read(
    _ admitted: Admitted, _ head: CommandHead, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    let text = admitted.text
    if let outcome = papers(text, head, utterance) { return outcome }
    if let answer = DialogueAnswer.early(text, utterance, hearing) { return answer }
    if let answer = CardWords.read(text, utterance, hearing) { return answer }
    switch head {
    case .command(let verb, let next):
      let parser = CommandParser(
        verb: verb, admitted, start: next, card: utterance.card, hearing: hearing)
      return parser.parse()
    case .reserved(let name):
      return CommandParser.notYet(name)
    case .unknown(let word, _):
      return unknown(word, hearing)
    case .foreign:
      return nil
    case .none:
      if let answer = CourseAnswer.read(text, utterance, hearing) { return answer }
      if let answer = DialogueAnswer.read(text, utterance, hearing) { return answer }
      if let outcome = besideFiles(text, utterance, hearing) { return outcome }
      return addressed(admitted, utterance, hearing)
    }
  }

  private func unknown(_ word: String, _ hearing: Hearing) -> Outcome {
    let near = suggestions.near(word, for: hearing.actor)
    // What belongs to the inner circle is not said once more where everybody reads.
    let isShown = hearing.isPrivate || !persons.namesPhenomenon(in: word)
    let named = isShown ? "“\(Brief.of(word))”这个说法" : "这个说法"
    guard !near.isEmpty else {
      return .answer("没有\(named)，什么也没有办。\n看能办什么：\(typed: "帮助")", .keep)
    }
    var text: Wording = "没有\(named)，什么也没有办。您是不是要："
    for spec in near { text.add("\(spec.summary)：\(typed: spec.example)") }
    return .answer(text, .keep)
  }

  // MARK: Said to the bot without a command

  private func addressed(
    _ admitted: Admitted, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    let text = admitted.text
    guard utterance.mentionsBot || utterance.isPrivate else { return nil }
    if let answer = PhraseAnswer.placeholder(text, hearing) { return answer }
    if hearing.dialogue == nil, ["取消", "不办了", "不用了", "算了"].contains(text.plainWord) {
      return .answer("没有等您回答的事，什么也没有办。", .keep)
    }
    // A question that is open is answered by something else; it stays.
    let signs = utterance.isPrivate && hearing.actor.roles.contains(.unit)
    if CardWords.isReceipt(text), signs || hearing.dialogue == nil {
      return .act(.speech(.card(CardAnswer(nil, .received))))
    }
    if Courtesy.isOnlyCourtesy(text) { return nil }
    if let numbers = CaseNumbers.all(in: text) { return .act(.find(Finding(numbers: numbers))) }
    if let outcome = spokenTime(admitted, hearing) { return outcome }
    if let question = PlainQuestion.read(text, hearing) { return question }
    if let outcome = PhraseAnswer.read(text, hearing) { return outcome }
    if let outcome = numberFirst(text, utterance, hearing) { return outcome }
    if utterance.card == nil, let question = CardWords.withoutCase(text) { return question }
    if let suggestion = misspelt(text, hearing) { return suggestion }
    if let card = utterance.card { return remark(text, about: card, hearing) }
    if utterance.isPrivate, !utterance.mentionsBot {
      if let verb = queryWord(text, hearing) {
        return CommandParser(
          verb: verb, .nothing, start: 0, card: nil, hearing: hearing
        ).parse()
      }
      if let alarm = alarm(text, hearing) { return alarm }
      if let offer = Discretion.offerUnsigned(admitted.said, hearing) { return offer }
      if let offer = offer(text, hearing) { return offer }
    }
    if let answer = unplaced(text, hearing) { return answer }
    return SearchPhrase.finding(text).map { .act(.find($0)) }
      ?? .answer(Interpreter.invitation(to: hearing), .keep)
  }

  /// 43 裁定 维持: the number before the command's name. 44己经弄好了: a number and a sentence.
  private func numberFirst(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    var scanner = Scanner(text)
    guard let number = scanner.caseNumber() else {
      return GluedNumber(text).flatMap { about($0, text, utterance, hearing) }
    }
    scanner.skipSeparators()
    guard !scanner.isAtEnd else { return nil }
    let rest = FoldedText(text.original[scanner.index...])
    if SearchPhrase.asks(text) { return .act(.find(Finding(numbers: [number]))) }
    switch CommandHead.read(rest, bare: true, handle: nil) {
    case .command(let verb, let next) where ![.confirm, .next, .help, .about].contains(verb):
      var words = Scanner(rest, from: next)
      words.skipSeparators()
      // 12 进展 13 …: two numbers leave open which is meant.
      guard words.caseNumber() == nil else { return nil }
      let name = Catalogue.spec(for: verb)?.name ?? ""
      return CommandParser.reread("/\(name) \(number) \(words.rest)", hearing)
    case .reserved(let name): return CommandParser.notYet(name)
    default: break
    }
    return CardWords.said(rest, about: number) ?? remark(rest, about: number, hearing)
  }

  /// 1号签收了吗 is a look-up; 1号签收 and 1号预计周五完成 are asked about, since the number may be none.
  private func about(
    _ glued: GluedNumber, _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    let number = glued.number
    if glued.asks { return .act(.find(Finding(numbers: [number]))) }
    if case .command(let verb, let next) = CommandHead.read(glued.rest, bare: true, handle: nil),
      let spec = Catalogue.spec(for: verb), spec.takesCase
    {
      if !hearing.isPrivate, Discretion.privateVerbs.contains(verb) {
        return .refused(verb, Discretion.privateOnly)
      }
      var words = Scanner(glued.rest, from: next)
      words.skipSeparators()
      let typed = words.isAtEnd ? "" : " \(words.rest)"
      return .suggested(
        Suggested(
          question: "您是要“\(spec.name)”\(number)号（\(spec.summary)）吗？",
          command: "/\(spec.name) \(number)\(typed)", number: number, verb: verb))
    }
    if CardWords.isReceipt(glued.rest) {
      return .act(.speech(.card(CardAnswer(number, .received))))
    }
    // 15号预计停水，请通知住户: a whole sentence from one who speaks for no unit may be a clue.
    let speaks = hearing.actor.roles.contains(.unit)
    if utterance.isPrivate, !speaks, offer(text, hearing) != nil { return nil }
    return remark(glued.rest, about: number, hearing)
  }

  /// 预计周五完成 of a unit's contact, about no case that is known: he may believe that it was noted.
  private func unplaced(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    let words = text.foldedString(0..<text.count)
    guard hearing.actor.roles.contains(.unit), Phrases.doings.occurs(in: words),
      !SearchPhrase.asks(text), Asking.read(text, isStrict: true) == .not
    else { return nil }
    var answer: Wording = "没听出说的是哪一件，什么也没有记。"
    answer.add("请直接回复那张卡片，或写上编号，如：\(typed: "进展 12 内容")")
    return .answer(answer, .keep)
  }

  private func remark(
    _ text: FoldedText, about number: CaseNumber, _ hearing: Hearing
  ) -> Outcome {
    let said = MentionToken.readable(text.typed(text.trimmed(0..<text.count)))
    return .act(
      .speech(
        .card(CardAnswer(number, .remarked(isQuestion: SearchPhrase.asks(text)), text: said))))
  }

  /// 那个桥赶紧啊要出事的.
  private func alarm(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    let words = text.foldedString(0..<text.count)
    guard text.count <= 200, Phrases.alarms.occurs(in: words),
      AccessPolicy.offers(.clue, to: hearing.actor)
    else { return nil }
    let said = MentionToken.readable(text.typed(text.trimmed(0..<text.count)))
    return .act(.speech(.alarm(said, inner: ClueQuestion.isInside("/线索 \(said)", persons))))
  }

  /// 现锁 …: the sounds of a command, then a word's end. Asked back, never run by itself.
  private func misspelt(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    var scanner = Scanner(text)
    guard let word = scanner.word(), word.unicodeScalars.count <= 12,
      let spec = suggestions.exact(word, for: hearing.actor) ?? others(text, word, hearing)
    else { return nil }
    if !hearing.isPrivate, Discretion.privateVerbs.contains(spec.verb) {
      return .refused(spec.verb, Discretion.privateOnly)
    }
    let length = spec.name.unicodeScalars.count
    // Spelt right, 逾期的有哪些 and 进展怎么样了 are questions.
    if text.matches(Array(spec.name.unicodeScalars), at: 0) {
      guard !spec.reads, !SearchPhrase.asks(text) else { return nil }
    }
    let rest = String(String.UnicodeScalarView(text.original.dropFirst(length)))
    let typed = rest.trimmingMarks
    var command = "/\(spec.name)\(typed.isEmpty ? "" : " \(typed)")"
    var wording: Wording =
      "您是要“\(spec.name)”（\(spec.summary)）吗？"
    // What the group will see is asked once, not twice.
    if hearing.isPrivate, spec.verb == .clue {
      command += "\n范围：工作群"
      wording.add("\(ClueQuestion(typed, hearing).readers)。")
    }
    var numbers = Scanner(FoldedText(rest.trimmingMarks))
    return .suggested(
      Suggested(
        question: wording, command: command, number: numbers.caseNumber(), verb: spec.verb))
  }

  /// 小号十二号 from a leader, who does not close cases himself: he is told so, and shown the case.
  private func others(_ text: FoldedText, _ word: String, _ hearing: Hearing) -> CommandSpec? {
    guard AccessPolicy.offers(.lead, to: hearing.actor),
      let spec = suggestions.exact(word, among: Catalogue.all),
      !Discretion.privateVerbs.contains(spec.verb)
    else { return nil }
    let rest = String(
      String.UnicodeScalarView(text.original.dropFirst(spec.name.unicodeScalars.count)))
    return CaseNumbers.all(in: FoldedText(rest.trimmingMarks))?.count == 1 ? spec : nil
  }

  /// The one look-up a private sentence names: 把逾期的发我.
  private func queryWord(_ text: FoldedText, _ hearing: Hearing) -> Verb? {
    let sentence = text.foldedString(0..<text.count)
    guard text.count <= 12 else { return nil }
    let verbs: [Verb] = [.overdue, .mine, .todo, .digest, .weekly, .register, .help]
    let found = verbs.filter { verb in
      guard AccessPolicy.offers(verb, to: hearing.actor), let spec = Catalogue.spec(for: verb)
      else { return false }
      return ([spec.name] + spec.aliases).contains { sentence.contains($0) }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// A whole sentence told in private may be a clue; asked first, since the group will see it.
  private func offer(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    let typed = text.typed(text.trimmed(0..<text.count))
    guard text.count >= 10, text.original.count(where: \.isHan) >= 8, !SearchPhrase.asks(text),
      AccessPolicy.offers(.clue, to: hearing.actor)
    else { return nil }
    let matter = Preamble.dropped(from: typed)
    var wording = ClueQuestion(matter, hearing).wording
    wording.add("回1登记；回2我来改；涉及具体人的请回3。")
    return .answer(
      wording,
      hearing.ask(
        .offer(["/线索 \(matter)\n范围：工作群", "/线索\n范围：工作群", "/线索 范围：限知"])))
  }
}

extension String {
  /// Without blanks and marks at both ends.
  fileprivate var trimmingMarks: String {
    let text = FoldedText(self)
    var range = 0..<text.count
    func isMark(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isBlank || scalar == "." || scalar == "," || scalar == ":" || scalar == "!"
    }
    while let first = range.first, isMark(text.folded[first]) {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, isMark(text.folded[last]) { range = range.lowerBound..<last }
    return text.typed(range)
  }
}
