import Casework

extension Discretion {
  /// A private sentence with somebody's name and number, or with 别说是我说的: only the matter is
  /// offered, without those who are named and without whoever tells it.
  static func offerWithoutNames(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    guard AccessPolicy.offers(.clue, to: hearing.actor) else { return nil }
    let typed = text.typed(0..<text.count)
    let asksSilence = silence.contains(where: typed.contains)
    let tellsNumber = SensitiveText.masked(typed) != typed
    guard asksSilence || (tellsNumber && PersonsNamed.isIdentified(text)) else { return nil }
    var wording: Wording = "先不登记，里面有别人的姓名、电话，或请我不要说出来的话。"
    let matter = clauses(text).filter { clause in
      !silence.contains(where: clause.contains) && SensitiveText.masked(clause) == clause
        && !PersonsNamed.isIdentified(FoldedText(clause))
    }.joined(separator: "，")
    if matter.unicodeScalars.count(where: \.isHan) >= 8 {
      wording.add("我可以只登记事情：“\(matter)”，来源写“群众反映”，不写您。")
      wording.add("回1就这样登记，登记后工作群能看到。如涉及干部，请走纪委监委渠道。")
      // Said once what the group will see: it is not asked again.
      let command = "/线索 \(matter)\n来源：群众反映\n署名：否\n范围：工作群"
      return .answer(wording, hearing.ask(.choice([command])))
    }
    wording.add("请只写是什么事、在哪里，再发一遍。如涉及干部，请走纪委监委渠道。")
    return .answer(wording, .keep)
  }

  private static let silence = ["别说是我", "不要说是我", "别说我说", "不要说我", "别提我", "不要提我", "替我保密", "给我保密"]

  private static func clauses(_ text: FoldedText) -> [String] {
    text.original.split { scalar in
      let folded = Folding.fold(scalar)
      return folded == "," || folded == "\n" || Accusation.endsSentence(folded)
    }.map { FoldedText($0) }.map { $0.typed($0.trimmed(0..<$0.count)) }.filter { !$0.isEmpty }
  }
}

extension PersonsNamed {
  /// Whether somebody is named so that one may know who: 李某, 王局长, a mention.
  static func isIdentified(_ text: FoldedText) -> Bool {
    found(in: text.folded).contains { range in
      let first = text.folded[range.lowerBound]
      if first == MentionToken.start || first == "@" { return true }
      if text.folded[range].contains("某") { return true }
      guard range.lowerBound > 0, surnames.contains(text.folded[range.lowerBound - 1]) else {
        return false
      }
      // 安全负责人 names nobody.
      return "长记任席委".unicodeScalars.contains(text.folded[range.upperBound - 1])
    }
  }
}
