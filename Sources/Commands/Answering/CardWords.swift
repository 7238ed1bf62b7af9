import Casework

/// What an answer to a card says, as far as the words tell: 收到, 同意, 不同意 with its reason, 并入31,
/// 请X牵头. What it comes to is for the rules, which know what the case waits for.
enum CardWords {
  /// Nil where the text is none of them.
  static func read(_ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing) -> Outcome? {
    guard let card = utterance.card, utterance.isAddressed, text.count <= 500 else { return nil }
    if let outcome = merging(text, card, hearing) { return outcome }
    if let outcome = proposal(text, card, hearing) { return outcome }
    return said(text, about: card)
  }

  /// 收到, 同意, 不同意 and the like about a case that is known: by its card, or by its number before it.
  static func said(_ text: FoldedText, about card: CaseNumber) -> Outcome? {
    guard let (word, rest) = word(text) else { return nil }
    let reason = MentionToken.readable(rest)
    return .act(.speech(.card(CardAnswer(card, word, text: reason))))
  }

  /// 不同意 with no card and no number: nothing says of what.
  static func withoutCase(_ text: FoldedText) -> Outcome? {
    switch word(text)?.0 {
    case .declined, .agreed(isCourtesy: false):
      .answer("您说的是哪一件？\n请直接回复那张卡片，或把编号写在前面。", .keep)
    default: nil
    }
  }

  /// 收到: what a unit's contact is taught to sign with, whoever says it.
  static func isReceipt(_ text: FoldedText) -> Bool { word(text)?.0 == .received }

  // MARK: One word, and a reason

  private static let receiving = ["收到", "已收到", "已经收到", "收悉", "已收悉", "已签收", "签收了"]

  private static let agreeing: [(String, isCourtesy: Bool)] = [
    ("同意", false), ("没意见", false), ("无意见", false), ("可以", true), ("行", true), ("好的可以", true),
    ("合格", false), ("通过", false),
  ]

  private static let declining = ["不同意", "不可以", "不行", "不通过", "不合格", "不能同意", "驳回", "有意见"]

  /// The word must end where a sentence's part ends: 同意书 is none, nor is 可以的话.
  private static func word(_ text: FoldedText) -> (CardAnswer.Word, rest: String)? {
    let range = text.trimmed(0..<text.count)
    func rest(after word: String) -> String? {
      var scanner = Scanner(text, from: range.lowerBound)
      guard scanner.take(word) else { return nil }
      _ = scanner.take("了") || scanner.take("的") || scanner.take("吧")
      guard scanner.current?.isMark ?? true, !Asking.endsWithMark(text),
        Asking.read(FoldedText(scanner.rest), isStrict: false) != .wholly
      else { return nil }
      scanner.skip(\.isMark)
      return scanner.rest
    }
    for word in receiving {
      if let rest = rest(after: word), Courtesy.isOnlyCourtesy(FoldedText(rest)) {
        return (.received, "")
      }
    }
    if let rest = rest(after: "确认"), rest.isEmpty { return (.confirmed, "") }
    for word in declining {
      if let rest = rest(after: word) { return (.declined, rest) }
    }
    for (word, isCourtesy) in agreeing {
      guard let rest = rest(after: word) else { continue }
      // 可以，但是先换秤 is not plain consent: it is read as a remark.
      guard Courtesy.isOnlyCourtesy(FoldedText(rest)) else { return nil }
      return (.agreed(isCourtesy: isCourtesy), "")
    }
    return nil
  }

  // MARK: 并入31

  private static let merge = PhrasePattern("<并入|并到|合并到|合到>{另}")

  private static func merging(
    _ text: FoldedText, _ card: CaseNumber, _ hearing: Hearing
  ) -> Outcome? {
    guard let slots = merge.match(text), let other = slots["另"] else { return nil }
    return CommandParser.reread("/合并 \(card) \(other)", hearing)
  }

  // MARK: 请X牵头，Y配合，节前办好

  private static let wishes = [
    PhrasePattern("[请|由|让]{牵}牵头[办理|负责]{配}<配合|协助|协同>{期}<办好|办结|办完|完成|解决|办理到位|到位|落实>"),
    PhrasePattern("[请|由|让]{牵}牵头[办理|负责]{配}<配合|协助|协同>"),
    PhrasePattern("[请|由|让]{牵}牵头[办理|负责]{期}<办好|办结|办完|完成|解决|办理到位|到位|落实>"),
    PhrasePattern("<请|由|让>{牵}<牵头|负责|办理>[办理|负责]"),
  ]

  private static func proposal(
    _ text: FoldedText, _ card: CaseNumber, _ hearing: Hearing
  ) -> Outcome? {
    guard let slots = wishes.lazy.compactMap({ $0.match(text) }).first, let unit = slots["牵"],
      unit.unicodeScalars.count <= 20
    else { return nil }
    let assisting = Names.split(slots["配"] ?? "").map { name -> String in
      ["请", "由", "和"].first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) } ?? name
    }.filter { !$0.isEmpty }
    var proposal = HandOverProposal(unit: unit, assisting: assisting)
    if let typed = slots["期"] {
      var fields = FieldedText(FoldedText(""), from: 0, known: [])
      fields.values[.due] = typed
      if !assisting.isEmpty { fields.values[.assisting] = assisting.joined(separator: "、") }
      let parser = CommandParser(
        verb: .assign, .nothing, start: 0, card: card, hearing: hearing)
      switch parser.due(fields, body: "\(card) \(unit)") {
      case .success(let due): proposal.due = due
      case .failure(let problem):
        return relayed(problem.outcome, about: card, hearing)
      }
    }
    return .act(.speech(.card(CardAnswer(card, .proposed(proposal)))))
  }

  /// A question about the day: each of its answers is a proposal, not an order, unless the speaker
  /// may give one.
  private static func relayed(
    _ outcome: Outcome, about card: CaseNumber, _ hearing: Hearing
  ) -> Outcome {
    guard case .answer(var text, .open(var dialogue)) = outcome,
      case .choice(let commands) = dialogue.question,
      !AccessPolicy.offers(.assign, to: hearing.actor)
    else { return outcome }
    dialogue.question = .choice(
      commands.map { command in
        let line = command.split(separator: "\n").joined(separator: " ")
        // It is shown to people.
        let words = (line.split(separator: " ", maxSplits: 1).last ?? "").replacing(":", with: "：")
        return Relay(to: .team, number: card, text: "交办 \(words)").option
      })
    text.add("专班确认后生效。")
    return .answer(text, .open(dialogue))
  }
}
