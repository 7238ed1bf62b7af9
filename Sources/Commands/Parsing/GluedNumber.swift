import Casework

/// 1号签收了吗, 1号预计周五完成: a number that runs into what is said of its case. 3号楼 and 8号晚上 name a thing
/// and a day, so what follows has to begin as words about a case do.
struct GluedNumber {
  var number: CaseNumber
  /// What is said of it.
  var rest: FoldedText

  /// Nil where the text does not begin so; a word that only asks for attention may stand before it.
  init?(_ text: FoldedText) {
    var scanner = Scanner(text)
    scanner.skipBlanks()
    _ = GluedNumber.preambles.contains { scanner.take($0) }
    scanner.skipBlanks()
    guard let (value, next) = Numerals.read(text.folded, at: scanner.index), value > 0,
      next - scanner.index < 5, next < text.count, text.folded[next] == "号"
    else { return nil }
    var rest = Scanner(text, from: next + 1)
    guard GluedNumber.openings.contains(where: { rest.take($0) }) else { return nil }
    number = CaseNumber(value)
    self.rest = FoldedText(text.original[(next + 1)...])
  }

  /// Whether it asks; then the case is looked at and nothing else.
  var asks: Bool {
    let words = rest.foldedString(0..<rest.count)
    return SearchPhrase.asks(rest) || Asking.read(rest, isStrict: true) != .not
      || ["几次", "几天", "几回", "多久"].contains { words.contains($0) }
  }

  private static let preambles = ["请问", "麻烦", "查一下", "查下", "看一下", "看下", "看看", "那个", "这个"]

  private static let openings = [
    "签收", "反馈", "验收", "销号", "交办", "督办", "催", "到期", "到底", "超期", "逾期", "过期", "到哪", "延期", "延到", "延长",
    "宽限", "进展", "情况", "期限", "领衔", "负责", "责任", "单位", "整改", "处理", "解决", "完成", "完了", "完工", "竣工", "收到",
    "办完", "办好", "办结", "办到", "办了", "办得", "办没", "办理", "办不", "修好", "修完", "修了", "修到", "修不", "弄好", "弄完",
    "搞好", "搞定", "预计", "预期", "计划", "已", "还没", "还有", "还是", "还要", "还能", "还在", "还差", "现在", "现场", "目前",
    "是",
    "能不能", "能否", "能在", "能按", "能延", "能宽", "可以", "可否", "可能", "不归", "不能", "不是", "不属", "不用", "不行", "没",
    "未",
    "我", "咱", "本单位", "本局", "本周", "本月", "什么", "啥", "谁", "哪", "怎", "咋", "为什么", "为啥", "为何", "有没有",
    "有进展",
    "有困难", "有难度", "有结果", "要不要", "要延", "要多", "要等", "要到", "请", "正在", "准备", "刚", "马上", "今天", "今年",
    "明天",
    "明年", "后天", "下周", "下月", "这周", "周一", "周二", "周三", "周四", "周五", "周末", "月底", "年底", "节前", "多少", "几次",
    "几时",
    "几天", "的期限", "的进展", "的情况", "的责任", "的领衔", "的延期",
  ]
}
