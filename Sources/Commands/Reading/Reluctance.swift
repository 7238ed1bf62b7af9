import Casework

/// Words that take back a yes: 暂缓, 先不批, 没收到. A yes with them behind it is none.
enum Reluctance {
  private static let words = [
    "暂缓", "暂不", "暂停", "暂时不", "先不", "先别", "先缓", "缓", "不同意", "不批", "不行", "不可以", "不合格", "不通过",
    "不予", "不要", "不能", "不恢复", "不验收", "不签", "不收", "未", "别", "没到", "没收", "没整改", "没改", "没办", "没有收",
    "没有到", "没有整改", "没有改", "没有办", "还没", "再议", "再看", "再等", "再研究", "待定", "待议", "有意见", "有异议", "否", "拒",
    "不接", "不归", "不属于",
  ].map { Array($0.unicodeScalars) }

  static func begins(_ text: FoldedText) -> Bool {
    var scanner = Scanner(text)
    scanner.skipSeparators()
    for word in ["但是", "但", "不过", "还是", "我看", "建议"] where scanner.take(word) {
      scanner.skipSeparators()
    }
    return words.contains { scanner.text.matches($0, at: scanner.index) }
  }
}
