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
    case .approve, .verify, .resume, .acknowledge, .receive:
      _ = CaseNumbers.leading(&scanner)
      scanner.skipSeparators()
      let rest = FoldedText(scanner.rest)
      guard verb != .verify || !["不合格", "不通过"].contains(where: scanner.rest.hasPrefix),
        Reluctance.begins(rest.droppingYes)
      else { return nil }
      return unknown(scanner.rest)
    default: return nil
    }
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

extension FoldedText {
  /// Without the yes it begins with: 合格，但再看看.
  fileprivate var droppingYes: FoldedText {
    var scanner = Scanner(self)
    scanner.skipSeparators()
    for word in ["合格", "通过", "同意", "已收", "收到"] where scanner.take(word) { break }
    scanner.skipSeparators()
    return FoldedText(scanner.rest)
  }
}
