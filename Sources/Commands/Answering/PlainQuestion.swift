import Casework

/// Sentences that ask in plain words what a command would: 我们还有几个没办, 我那个路灯修了没,
/// 有没有漏的, 停车场谁负责 电话多少. All of them read; the one that does not (我明天请假，事情交吴十)
/// is shown once more and waits for 确认.
enum PlainQuestion {
  static func read(_ text: FoldedText, _ hearing: Hearing) -> Outcome? {
    guard text.count <= 60 else { return nil }
    let sentence = text.foldedString(0..<text.count)
    if asksForGaps(sentence) { return .act(.reporting(.gaps)) }
    if asksForOurs(sentence) { return .act(.reporting(.ours(page: 1))) }
    if let words = reported(text, sentence) { return .act(.reporting(.reportedByMe(words: words))) }
    if let words = answering(text, sentence) { return .act(.reporting(.whoAnswers(words: words))) }
    return absence(text, sentence, hearing)
  }

  /// 有没有漏的.
  private static func asksForGaps(_ sentence: String) -> Bool {
    guard sentence.count <= 14, sentence.contains("漏") else { return false }
    return ["有没有漏", "有没有遗漏", "有漏的吗", "漏了哪些", "哪些漏了", "有无遗漏"].contains { sentence.contains($0) }
  }

  /// 我们还有几个没办.
  private static func asksForOurs(_ sentence: String) -> Bool {
    guard sentence.count <= 20,
      ["我们", "我单位", "我局", "我镇", "我街道", "本单位"].contains(where: { sentence.hasPrefix($0) })
    else { return false }
    return ["几个", "几件", "多少", "哪些", "没办", "在办", "逾期"].contains { sentence.contains($0) }
  }

  /// 我那个路灯修了没: the words that are left of the thing.
  private static func reported(_ text: FoldedText, _ sentence: String) -> [String]? {
    let openings = [
      "我上次反映的那个", "我上次反映的", "我反映的那个", "我反映的", "我报的那个", "我报的", "我提的那个", "我提的", "我说的那个", "我的那个",
      "我那个", "我那件",
    ]
    guard let opening = openings.first(where: { sentence.hasPrefix($0) }) else { return nil }
    let rest = FoldedText(text.original.dropFirst(opening.unicodeScalars.count))
    return SearchPhrase.words(rest).map(withoutVerb).filter { !$0.isEmpty }
  }

  /// 路灯修 → 路灯: what was to be done to it is in no title.
  private static func withoutVerb(_ word: String) -> String {
    var word = word[...]
    for tail in ["修好", "修", "办好", "办", "弄好", "弄", "解决", "处理好", "处理", "整改好", "整改"]
    where word.hasSuffix(tail) && word.count > tail.count {
      word = word.dropLast(tail.count)
      break
    }
    return String(word)
  }

  /// 幸福路停车场谁负责 电话多少: what it is about.
  private static func answering(_ text: FoldedText, _ sentence: String) -> [String]? {
    let questions = [
      "电话是多少", "电话号码多少", "电话多少", "联系电话", "电话号码", "手机号多少", "手机号", "谁负责", "归谁管", "谁在管", "谁管", "找谁",
      "联系谁", "谁在办",
    ]
    guard questions.contains(where: { sentence.contains($0) }) else { return nil }
    var rest = sentence
    for question in questions { rest = rest.replacing(question, with: " ") }
    let folded = FoldedText(rest)
    let words = SearchPhrase.words(folded).filter { !["是", "的", "该"].contains($0) }
    guard !words.isEmpty, CaseNumbers.all(in: FoldedText(words.joined(separator: " "))) == nil
    else {
      return nil
    }
    return words
  }

  /// 我明天请假，事情交吴十: a deputy, to be confirmed.
  private static func absence(
    _ text: FoldedText, _ sentence: String, _ hearing: Hearing
  ) -> Outcome? {
    guard sentence.hasPrefix("我"), !SearchPhrase.asks(text),
      let away = ["请假", "休假", "出差", "外出", "不在"].first(where: { sentence.contains($0) }),
      let cut = sentence.firstRange(of: away)
    else { return nil }
    let day = sentence[sentence.index(after: sentence.startIndex)..<cut.lowerBound]
      .filter { $0 != " " && $0 != "," }
    let behind = sentence[cut.upperBound...]
    guard !day.isEmpty,
      let hand = ["交给", "托给", "交", "请"].compactMap({ behind.firstRange(of: $0) }).first
    else { return nil }
    // The name as typed: a mention keeps its token.
    let offset = sentence[..<hand.upperBound].unicodeScalars.count
    var scanner = Scanner(text, from: offset)
    guard let start = scanner.word() else { return nil }
    var name = start[...]
    for tail in ["代办", "代理", "处理", "办理", "来办", "代", "办", "了", "吧"] where name.hasSuffix(tail) {
      name = name.dropLast(tail.count)
    }
    name = name.prefix { $0 != "," && $0 != "，" && $0 != "。" && $0 != "." }
    guard !name.isEmpty else { return nil }
    return CommandParser.reread("/代理 \(name) \(day)", hearing)
  }
}
