import Casework

/// Turns what somebody said into what it comes to. Pure: reads no ledger and no clock.
public struct Interpreter: Sendable {
  private let suggestions: Suggestions

  public init(pinyin: Pinyin) {
    suggestions = Suggestions(pinyin: pinyin)
  }

  /// What the utterance comes to, line by line where each line is a command of its own. Empty:
  /// say nothing.
  public func interpret(_ utterance: Utterance, _ hearing: Hearing) -> [Outcome] {
    let text = FoldedText(utterance.text)
    let whole = text.trimmed(0..<text.count)
    guard !whole.isEmpty else {
      return utterance.mentionsBot ? [.answer(Interpreter.invitation, .keep)] : []
    }
    if let lines = commandLines(text, utterance, hearing) {
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
  }

  /// What to say to a command that does not count, and how to send it again. Nil where the text is
  /// no command.
  public func notExecuted(
    _ why: NotExecuted, _ utterance: Utterance, handle: String?
  ) -> Wording? {
    guard isCommand(utterance, handle: handle) else { return nil }
    let text = FoldedText(utterance.text)
    if SensitiveText.claimsGrade(text) { return SensitiveText.gradeRefusal.text }
    // Not handed over for copying: it is somebody else's wish.
    if why == .forwarded { return "转发的消息不算数，没有办。\n真要办，请您自己写一遍发出来。" }
    let first: Wording = "改过的消息不算数，没有办。"
    let typed = SensitiveText.masked(
      MentionToken.readable(text.typed(text.trimmed(0..<text.count))))
    guard typed.unicodeScalars.count <= 500 else {
      return first + "\n请自己重发一遍。"
    }
    return first + "\n请复制下面的话重发：\n\(copied: typed)"
  }

  private static let invitation: Wording = "请说。看能办什么：\(typed: "帮助")"

  /// The lines, if there are several and each begins with a command.
  private func commandLines(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> [FoldedText]? {
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

  /// 确认 and 下一页 answer what is open; among other commands nobody could say what that is.
  private func alone(
    _ line: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Bool {
    let head = CommandHead.read(line, bare: utterance.isAddressed, handle: hearing.handle)
    guard case .command(let verb, _) = head else { return false }
    return verb == .confirm || verb == .next
  }

  private func one(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    let head = CommandHead.read(text, bare: utterance.isAddressed, handle: hearing.handle)
    // Before anything is echoed or kept, whatever the command.
    if head != .foreign, head != .none || utterance.isAddressed, SensitiveText.claimsGrade(text) {
      return .refused(.clue, SensitiveText.gradeRefusal)
    }
    switch head {
    case .command(let verb, let next):
      let parser = CommandParser(
        verb: verb, text: text, start: next, card: utterance.card, hearing: hearing)
      return parser.parse()
    case .reserved(let name):
      return .answer("“\(name)”这一版还不能用，没有办。\n看能办什么：\(typed: "帮助")", .keep)
    case .unknown(let word):
      return unknown(word, hearing)
    case .foreign:
      return nil
    case .none:
      if let answer = CourseAnswer.read(text, utterance, hearing) { return answer }
      if let answer = DialogueAnswer.read(text, utterance, hearing) { return answer }
      return addressed(text, utterance, hearing)
    }
  }

  private func unknown(_ word: String, _ hearing: Hearing) -> Outcome {
    let near = suggestions.near(word, for: hearing.actor)
    guard !near.isEmpty else {
      return .answer(
        "没有“\(Brief.of(word))”这个说法，什么也没有办。\n看能办什么：\(typed: "帮助")", .keep)
    }
    var text: Wording = "没有“\(Brief.of(word))”这个说法，什么也没有办。您是不是要："
    for spec in near { text.add("\(spec.summary)：\(typed: spec.example)") }
    return .answer(text, .keep)
  }

  // MARK: Said to the bot without a command

  private func addressed(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    guard utterance.mentionsBot || utterance.isPrivate, !Courtesy.isOnlyCourtesy(text) else {
      return nil
    }
    if let numbers = CaseNumbers.all(in: text) { return .act(.find(Finding(numbers: numbers))) }
    if let suggestion = misspelt(text, hearing) { return suggestion }
    if SensitiveText.claimsGrade(text) { return .refused(.clue, SensitiveText.gradeRefusal) }
    if utterance.isPrivate, !utterance.mentionsBot {
      if let verb = queryWord(text) {
        return CommandParser(
          verb: verb, text: FoldedText(""), start: 0, card: nil, hearing: hearing
        ).parse()
      }
      if let offer = offer(text, hearing) { return offer }
    }
    return SearchPhrase.finding(text).map { .act(.find($0)) }
  }

  /// 现锁 …: the sounds of a command, then a word's end. Asked back, never run by itself.
  private func misspelt(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    var scanner = Scanner(text)
    guard let word = scanner.word(), word.unicodeScalars.count <= 12,
      let spec = suggestions.exact(word, for: hearing.actor)
    else { return nil }
    if SensitiveText.claimsGrade(text) { return .refused(spec.verb, SensitiveText.gradeRefusal) }
    let length = spec.name.unicodeScalars.count
    // Spelt right, 逾期的有哪些 and 进展怎么样了 are questions.
    if text.matches(Array(spec.name.unicodeScalars), at: 0) {
      guard !spec.reads, !SearchPhrase.asks(text) else { return nil }
    }
    let rest = String(String.UnicodeScalarView(text.original.dropFirst(length)))
    let command = "/\(spec.name) \(SensitiveText.masked(rest.trimmingMarks))"
    let wording: Wording =
      "您是要“\(spec.name)”（\(spec.summary)）吗？\n回1就办：\(copied: MentionToken.readable(command))"
    return .answer(wording, hearing.ask(.choice([command])))
  }

  /// The one look-up a private sentence names: 把逾期的发我.
  private func queryWord(_ text: FoldedText) -> Verb? {
    let sentence = text.foldedString(0..<text.count)
    guard text.count <= 12 else { return nil }
    let found = [Verb.overdue, .mine, .help].filter { verb in
      guard let spec = Catalogue.spec(for: verb) else { return false }
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
    let masked = SensitiveText.masked(typed)
    var wording: Wording = "要登记成“\(Brief.of(masked))”吗？登记后工作群能看到。"
    wording.add("回1登记；回2只按这句话查找。")
    return .answer(wording, hearing.ask(.choice(["/线索 \(masked)", "/查 \(masked)"])))
  }
}

extension Suggestions {
  /// The command whose sounds a word begins with, letter for letter.
  func exact(_ word: String, for actor: Actor) -> CommandSpec? {
    let sounds = pinyin.spell(word)
    return Catalogue.all.first { spec in
      guard AccessPolicy.offers(spec.verb, to: actor), spec.name.unicodeScalars.count > 1 else {
        return false
      }
      let name = pinyin.spell(spec.name)
      return sounds.count >= name.count && Array(sounds.prefix(name.count)) == name
    }
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
