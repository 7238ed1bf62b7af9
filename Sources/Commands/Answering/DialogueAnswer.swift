import Casework

/// Whether a text answers the question that is open for its speaker in this chat.
///
/// In a group an answer is a reply, a mention, a digit or a valid value; 好的稍等 is talk.
enum DialogueAnswer {
  static func read(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    guard let question = hearing.dialogue?.question else { return stray(text, utterance) }
    let word = plainWord(text)
    if takesBack(word, utterance) {
      // A list that has more pages is nothing to take back, nor is what an answer offered beside.
      switch question {
      case .next, .named: return nil
      default: return .answer("好，没有办。", .close)
      }
    }
    // 确认？ and 1？ ask; only a gap may be filled with a question.
    if case .missing = question {} else if Asking.endsWithMark(text) { return nil }
    switch question {
    case .confirm(let confirmation):
      // 同意 in group talk may be about lunch; said to the bot it is consent.
      let consents =
        word == "确认" || (word == "同意" && utterance.isAddressed && !confirmation.isNoConsent)
      return consents ? CommandParser.carryOut(confirmation, hearing) : nil
    case .choice(let commands), .offer(let commands):
      guard let number = choice(word), commands.indices.contains(number - 1) else { return nil }
      return run(commands[number - 1], isSettled: true, hearing)
    case .named(let answers):
      guard let answer = answers.first(where: { FoldedText($0.word).plainWord == word }) else {
        return nil
      }
      return run(answer.command, isSettled: true, hearing)
    case .batch(let batch):
      return CommandParser.answer(text, to: batch, hearing)
    case .next(let command):
      return word == "下一页" ? run("/" + command, hearing) : nil
    case .missing(let command, let part):
      guard fits(text, part: part, utterance) else { return nil }
      let answer = text.typed(text.trimmed(0..<text.count))
        .filter { !$0.unicodeScalars.contains(MentionToken.gap) }
      return run(command.replacing(String(MentionToken.gap), with: answer), hearing)
    }
  }

  /// Answers that are read before any command, since they are words that commands begin with as well:
  /// 都登记, 登记; 同意 to what waits for 确认; 好的 to a question whose first answer it is.
  static func early(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    guard text.count <= 80, !Asking.endsWithMark(text) else { return nil }
    switch hearing.dialogue?.question {
    case .batch(let batch): return CommandParser.answer(text, to: batch, hearing)
    case .confirm(let confirmation):
      guard utterance.isAddressed else { return nil }
      let word = plainWord(text)
      // 确认 said to the card of 不批 is no consent to what that says no to, nor is 同意 a no.
      let confirms =
        confirmation.isNoConsent
        ? word == "确认" && utterance.card.map(confirmation.isAbout) ?? true : word == "同意"
      return confirms ? CommandParser.carryOut(confirmation, hearing) : nil
    case .offer(let commands):
      // In a group 好的 may be said to anybody; a digit is not.
      guard utterance.isPrivate || utterance.repliesToBot,
        Phrases.yes.contains(plainWord(text)), let first = commands.first
      else { return nil }
      return run(first, isSettled: true, hearing)
    case .named(let answers):
      let word = plainWord(text)
      return answers.first { FoldedText($0.word).plainWord == word }
        .flatMap { run($0.command, isSettled: true, hearing) }
    default: return nil
    }
  }

  /// 确认 said to the bot by one who was asked nothing is answered; in talk it is talk.
  private static func stray(_ text: FoldedText, _ utterance: Utterance) -> Outcome? {
    let asked = utterance.mentionsBot || utterance.isPrivate
    return asked && plainWord(text) == "确认" ? .act(.confirmNothing) : nil
  }

  /// 算了 said in a group may be meant for anybody; 取消 is not.
  private static func takesBack(_ word: String, _ utterance: Utterance) -> Bool {
    if ["取消", "不办了"].contains(word) { return true }
    return utterance.isAddressed && ["不用", "不用了", "算了", "不要", "不要了", "不是"].contains(word)
  }

  private static func run(
    _ command: String, isSettled: Bool = false, _ hearing: Hearing
  ) -> Outcome? {
    CommandParser.reread(command, isSettled: isSettled, hearing)?.closing
  }

  private static func fits(_ text: FoldedText, part: String, _ utterance: Utterance) -> Bool {
    var scanner = Scanner(text)
    if part == "编号" {
      guard scanner.caseNumber() != nil else { return false }
      return scanner.isAtEnd || utterance.isAddressed
    }
    if part == LooseFiles.part { return placesFiles(text, utterance) }
    if part == "姓名", text.folded.first == MentionToken.start {
      return true
    }
    return utterance.isAddressed && !Courtesy.isOnlyCourtesy(text)
  }

  /// Where photos belong: a number alone, or a sentence that tells of something and asks nothing.
  private static func placesFiles(_ text: FoldedText, _ utterance: Utterance) -> Bool {
    if let numbers = CaseNumbers.all(in: text) { return numbers.count == 1 }
    var scanner = Scanner(text)
    return utterance.isAddressed && scanner.caseNumber() == nil
      && text.original.count(where: \.isHan) >= 4 && !SearchPhrase.asks(text)
      && !Courtesy.isOnlyCourtesy(text)
  }

  private static func plainWord(_ text: FoldedText) -> String { text.plainWord }

  private static func choice(_ word: String) -> Int? {
    let digits = word.hasPrefix("回") ? word.dropFirst() : Substring(word)
    guard digits.count == 1 else { return nil }
    return Int(digits)
  }
}

extension Outcome {
  /// The same, with the question that led to it closed.
  fileprivate var closing: Outcome {
    switch self {
    case .answer(let wording, .keep):
      return .answer(wording, .close)
    case .act(.find(var finding)):
      finding.answersQuestion = true
      return .act(.find(finding))
    default:
      return self
    }
  }
}

extension Confirmation {
  /// Whether what it does is no yes to what the case waits for: 不批, 退回, 签收.
  fileprivate var isNoConsent: Bool { [.refuse, .sendBack, .receive].contains(verb) }

  fileprivate func isAbout(_ card: CaseNumber) -> Bool {
    subjects.contains { $0.number == card }
  }
}
