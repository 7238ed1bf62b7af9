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
      // A list that has more pages is nothing to take back.
      if case .next = question { return nil }
      return .answer("好，没有办。", .close)
    }
    switch question {
    case .confirm(let confirmation):
      // 同意 in group talk may be about lunch; said to the bot it is consent.
      let consents = word == "确认" || (word == "同意" && utterance.isAddressed)
      return consents ? CommandParser.carryOut(confirmation, hearing) : nil
    case .choice(let commands):
      guard let number = choice(word), commands.indices.contains(number - 1) else { return nil }
      return run(commands[number - 1], hearing)
    case .next(let command):
      return word == "下一页" ? run("/" + command, hearing) : nil
    case .missing(let command, let part):
      guard fits(text, part: part, utterance) else { return nil }
      let answer = text.typed(text.trimmed(0..<text.count))
        .filter { !$0.unicodeScalars.contains(MentionToken.gap) }
      return run(command.replacing(String(MentionToken.gap), with: answer), hearing)
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

  private static func run(_ command: String, _ hearing: Hearing) -> Outcome? {
    let text = FoldedText(command)
    guard case .command(let verb, let next) = CommandHead.read(text, bare: true, handle: nil) else {
      return nil
    }
    var hearing = hearing
    hearing.dialogue = nil
    return CommandParser(verb: verb, text: text, start: next, card: nil, hearing: hearing).parse()
      .closing
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

  /// The text without blanks and marks.
  private static func plainWord(_ text: FoldedText) -> String {
    var kept = String.UnicodeScalarView()
    kept.append(
      contentsOf: text.folded.filter { $0.isHan || $0.isLetter || $0.isDigit })
    return String(kept)
  }

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
