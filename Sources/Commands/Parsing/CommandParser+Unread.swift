import Casework

/// Words that a command would not read: it is refused rather than carried out without them.
extension CommandParser {
  /// What a command of a number alone, or a yes, comes to that has other words behind it; nil where it
  /// has none.
  func unread() -> Outcome? {
    var scanner = Scanner(text, from: start)
    scanner.skipSeparators()
    switch verb {
    case .timeline, .why, .audit:
      guard scanner.caseNumber() != nil else { return nil }
      scanner.skip { $0.isBlank || $0.isMark || $0 == "-" || $0 == "~" || $0 == "至" || $0 == "到" }
      guard scanner.caseNumber() != nil else { return nil }
      return refuse(.valueUnknown, "一次只看一件，请分开发。")
    case .urge:
      _ = CaseNumbers.leading(&scanner)
      return onlyFillers(scanner)
    case .paper, .strike:
      guard scanner.caseNumber() != nil else { return nil }
      return onlyFillers(scanner)
    case .receive:
      _ = CaseNumbers.leading(&scanner)
      return Reluctance.isAbsent(from: FoldedText(scanner.rest)) ? nil : unknown(scanner.rest)
    case .approve, .verify, .resume: return reluctant(&scanner)
    default: return nil
    }
  }

  /// What would be kept beside a yes and may take it back is asked about first.
  private func reluctant(_ scanner: inout Scanner) -> Outcome? {
    let number = scanner.caseNumber() ?? card
    scanner.skipSeparators()
    let typed = scanner.rest
    let remark = FoldedText(typed)
    guard !isSettled, verb != .verify || !["不合格", "不通过"].contains(where: typed.hasPrefix),
      Reluctance.isHeard(in: remark, hearing)
    else { return nil }
    guard let number, let spec, AccessPolicy.offers(verb, to: hearing.actor) else {
      return unknown(typed)
    }
    return .answer(
      "“\(Brief.of(typed))”像是还有条件或者别的意思，没有办。\n回1：照样\(spec.name)\(number)号，这句话一起记下\n回2：只看\(number)号",
      hearing.ask(.choice(["/\(spec.name) \(number) \(typed)", "/查 \(number)"])))
  }

  private func onlyFillers(_ scanner: Scanner) -> Outcome? {
    let rest = FoldedText(scanner.rest)
    return HandingParts.words(rest).allSatisfy(CommandParser.isFiller) ? nil : unknown(scanner.rest)
  }

  /// It is not carried out for words that were not understood.
  func unknown(_ words: String) -> Outcome {
    refuse(.valueUnknown, "“\(Brief.of(words))”不认识，没有办。\n要办请只写编号；有话要说，请发“进展”或直接告诉专班。")
  }

  /// Says no more than the command itself.
  static func isFiller(_ word: String) -> Bool {
    let text = FoldedText(word)
    let plain = text.plainWord
    return plain.isEmpty || fillers.contains(plain) || Courtesy.isOnlyCourtesy(text)
  }

  private static let fillers: Set<String> = [
    "了", "吧", "一下", "已", "已收", "已收到", "收到了", "已签收", "签收", "纸质件", "原件", "纸质件已收到", "原件已收到", "到了",
    "已到",
    "请", "尽快", "请尽快", "抓紧", "请抓紧", "抓紧办", "请抓紧办", "抓紧办理", "请抓紧办理", "尽快办", "请尽快办", "尽快办理",
    "请尽快办理", "催一下", "再催", "再催一下", "报进展", "请报进展", "签发", "请签发", "同意签发", "下发", "请下发", "印发", "办理",
    "请办理",
    "按程序办理", "请按程序办理", "照办", "就这样", "就这样办", "就这么办", "就这么定", "照此办理", "照此办", "无意见", "没意见", "没有意见",
    "没问题", "抹除", "同意", "确认",
  ]
}
