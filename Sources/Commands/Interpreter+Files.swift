import Casework

/// Words beside photos and files: a caption is a text as any other, and is read before anything of
/// its message is kept.
extension Interpreter {
  /// Files without words: they go where the card they answer belongs, or it is asked, once no more
  /// of them come.
  func wordless(_ utterance: Utterance, _ hearing: Hearing) -> [Outcome] {
    guard utterance.isAddressed else { return [] }
    let outcome = Entrance(
      said: FoldedText(""), head: .none, hearing: hearing, fileNames: utterance.fileNames
    ).admit { _ in names(of: utterance, utterance.card, isCommand: false) }
    return outcome.map { [$0] } ?? []
  }

  /// A photographed paper, by what stands beside it.
  func papers(_ text: FoldedText, _ head: CommandHead, _ utterance: Utterance) -> Outcome? {
    guard utterance.files > 0, head != .foreign, head != .none || utterance.isAddressed else {
      return nil
    }
    var scanner = Scanner(text)
    if case .command(_, let next) = head { scanner.index = next }
    let number = scanner.caseNumber() ?? numberBefore(text) ?? utterance.card
    if FilePolicy.showsPaper(text.foldedString(0..<text.count), alone: head == .none) {
      return .act(.evidence(.paper(number, withCommand: head != .none)))
    }
    return names(of: utterance, number, isCommand: head != .none)
  }

  /// A photographed paper, by the files' names.
  private func names(
    of utterance: Utterance, _ number: CaseNumber?, isCommand: Bool
  ) -> Outcome? {
    if utterance.fileNames.contains(where: { FilePolicy.showsPaper($0, alone: true) }) {
      return .act(.evidence(.paper(number, withCommand: isCommand)))
    }
    return nil
  }

  /// 35号复函: directly before a Han character it is no case elsewhere, but here it names one.
  private func numberBefore(_ text: FoldedText) -> CaseNumber? {
    guard let (value, next) = Numerals.read(text.folded, at: 0), value > 0,
      next < text.count, text.folded[next] == "号"
    else { return nil }
    return CaseNumber(value)
  }

  /// Said to the bot beside files, and no command: a number puts them there, a sentence is what they
  /// show.
  func besideFiles(_ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing) -> Outcome? {
    guard utterance.files > 0, utterance.isAddressed else { return nil }
    if let numbers = CaseNumbers.all(in: text) {
      return numbers.count == 1 ? .act(.evidence(.attach(numbers[0], page: 1))) : nil
    }
    if Courtesy.isOnlyCourtesy(text) {
      return utterance.card.map { .act(.evidence(.attach($0, page: 1))) }
    }
    if let card = utterance.card {
      let said = text.typed(text.trimmed(0..<text.count))
      let wording: Wording = "要记成\(card)号的进展吗？\n回1记进展，附件一起放进去；回2只放附件。"
      return .answer(
        wording, hearing.ask(.choice(["/进展 \(card) \(said)", "/附件 \(card)"])))
    }
    return offer(text, hearing)
  }

  /// A sentence beside a photo may be a clue; asked first, since the group will see it.
  private func offer(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    var scanner = Scanner(text)
    guard scanner.caseNumber() == nil, text.original.count(where: \.isHan) >= 4,
      !SearchPhrase.asks(text), AccessPolicy.offers(.clue, to: hearing.actor)
    else { return nil }
    let said = text.typed(text.trimmed(0..<text.count))
    var wording = ClueQuestion(said, hearing).wording
    wording.add("回1登记，附件一起放进去；回2放进已有的事。")
    return .answer(wording, hearing.ask(.choice(["/线索 \(said)", "/附件"])))
  }
}
