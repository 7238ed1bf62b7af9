import Casework

extension Discretion {
  /// A private sentence with 别说是我说的: only the matter is offered, without those who are named and
  /// without whoever tells it.
  static func offerUnsigned(_ said: FoldedText, _ hearing: Hearing) -> Outcome? {
    guard AccessPolicy.offers(.clue, to: hearing.actor), asksSilence(said) else { return nil }
    var wording: Wording = "先不登记，里面有别人的姓名、电话，或请我不要说出来的话。"
    guard let matter = Matter(in: said, hearing) else {
      wording.add("请只写是什么事、在哪里，再发一遍。如涉及干部，请走纪委监委渠道。")
      return .answer(wording, .keep)
    }
    wording.add("我可以只登记事情：“\(matter.words)”，来源写“群众反映”，不写您。")
    wording.add("回1就这样登记，\(ClueQuestion(matter.words, hearing).readers)。如涉及干部，请走纪委监委渠道。")
    return .answer(wording, hearing.ask(.choice([matter.unsigned])))
  }

  /// A text that was held back for a private person's number or door alone: the same without the person,
  /// if something is left to register; and without whoever tells it, if he asked for that.
  static func offerWithoutPerson(_ said: FoldedText, _ hearing: Hearing) -> Refusal? {
    guard AccessPolicy.offers(.clue, to: hearing.actor), let matter = Matter(in: said, hearing)
    else { return nil }
    let isUnsigned = asksSilence(said)
    let source = isUnsigned ? "，来源写“群众反映”，不写您" : ""
    return Refusal(
      .accusation,
      """
      里面有别人的号码、住处，我没有登记，也没有留下内容。
      我已请平台删掉原消息；您要是还看得到它，请现在撤回。
      可以只登记事情：“\(matter.words)”\(source)。回1就这样登记，\(ClueQuestion(matter.words, hearing).readers)。
      """, dialogue: hearing.ask(.choice([isUnsigned ? matter.unsigned : matter.command])))
  }

  private static func asksSilence(_ said: FoldedText) -> Bool {
    let typed = said.typed(0..<said.count)
    return silence.occurs(in: typed)
  }

  fileprivate static let silence: WordSet = [
    "别说是我", "不要说是我", "别说我说", "不要说我", "别提我", "不要提我", "替我保密", "给我保密",
  ]
}

/// What a sentence tells when all that points to somebody is left out.
private struct Matter {
  var words: String

  /// Nil where too little is left, or what is left is held back as well.
  init?(in said: FoldedText, _ hearing: Hearing) {
    let start: Int
    if case .command(.clue, let next) = CommandHead.read(said, bare: true, handle: nil) {
      start = next
    } else {
      start = 0
    }
    let kept = Matter.parts(of: said, from: start).filter {
      Matter.isOfTheMatter($0) && !hearing.persons.namesSomebody($0, likely: true)
    }
    words = kept.joined(separator: "，")
    guard kept.contains(where: { $0.unicodeScalars.count(where: \.isHan) >= 4 }),
      !hearing.keepsOut(FoldedText(words))
    else { return nil }
  }

  /// Said once what the group will see: it is not asked again.
  var command: String { "/线索 \(words)\n范围：工作群" }
  var unsigned: String { "/线索 \(words)\n来源：群众反映\n署名：否\n范围：工作群" }

  /// The clauses. What stands before a number says whose it is; what stands behind it is a clause of its
  /// own if it is long enough.
  private static func parts(of said: FoldedText, from start: Int) -> [String] {
    let numbers = Set(PersonalNumbers.places(in: said.original))
    var parts: [String] = []
    var begin = start
    var isBroken = false
    for index in start...max(start, said.count) {
      if numbers.contains(index) {
        begin = index + 1
        isBroken = true
        continue
      }
      guard index >= said.count || ",.!?;\n".unicodeScalars.contains(said.folded[index]) else {
        continue
      }
      let part = withoutOwner(said.typed(said.trimmed(begin..<min(index, said.count))))
      if !part.isEmpty, !isBroken || part.unicodeScalars.count(where: \.isHan) >= 4 {
        parts.append(part)
      }
      begin = index + 1
      isBroken = false
    }
    return parts
  }

  /// 他家房子漏水: whose it is goes.
  private static func withoutOwner(_ clause: String) -> String {
    for owner in ["他们家", "她们家", "他家里", "她家里", "他家的", "她家的", "他家", "她家", "他的", "她的", "家里", "其"]
    where clause.hasPrefix(owner) {
      return String(clause.dropFirst(owner.count))
    }
    return clause
  }

  private static func isOfTheMatter(_ part: String) -> Bool {
    let text = FoldedText(part)
    let words = text.foldedString(0..<text.count)
    return !Discretion.silence.occurs(in: part)
      && !labels.contains(where: words.hasSuffix)
      && !doors.contains { words.contains($0) } && text.folded.contains(where: \.isHan)
      && !words.contains(/[0-9]+(?:幢|栋|号楼|单元|室|弄|户)|住[^,]{0,12}[0-9]+号/)
  }

  /// What only says what the number behind it is.
  private static let labels = [
    "身份证", "身份证号", "身份证号码", "电话", "手机", "手机号", "联系方式", "微信", "卡号", "号码", "车牌",
  ]
  private static let doors = ["住在", "家住", "住址", "户籍"]
}
