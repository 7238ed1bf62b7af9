import Casework

/// Whether words behind a yes leave it one. Behind a command with a slot for a remark an opinion may stand:
/// 现场看过，合格; but no condition, denial, doubt or later day: 等下周, 还没去看. Those are told by the words
/// of the language that make them, wherever they stand, besides the few phrases in which they say that all is
/// well: 没有问题. Behind a command without such a slot stands what says no more than the command.
enum Reluctance {
  /// Whether a remark takes back what it stands behind, or may.
  static func isHeard(in text: FoldedText, _ hearing: Hearing) -> Bool {
    let clauses = text.folded.split { $0.isBlank || [",", ";", ".", "!", "?", ":"].contains($0) }
      .map { String(String.UnicodeScalarView($0)) }
    return clauses.contains(where: isReluctant) || names(laterDayIn: text, hearing)
  }

  /// 马上安排, 我代小刘签: it says no more than that it is taken in hand.
  static func isAbsent(from text: FoldedText) -> Bool {
    HandingParts.words(text).allSatisfy { word in
      if CommandParser.isFiller(word) { return true }
      let plain = FoldedText(word).folded.filter { $0.isHan || $0.isLetter || $0.isDigit }
      return isForAnother(plain) || Courtesy.isMade(plain[...], of: compliant, longest: 4)
    }
  }

  private static func isReluctant(_ clause: String) -> Bool {
    guard !CommandParser.isFiller(clause) else { return false }
    let rest = harmless.reduce(clause) { $0.replacing($1, with: " ") }
    if marks.occurs(in: rest) || rest.hasSuffix("吧") || rest.hasSuffix("呢") { return true }
    return openings.contains { rest.hasPrefix($0) }
  }

  /// 到9月25日 is another day than the one asked for; 9月25日前完成 says when it is to be done.
  private static func names(laterDayIn text: FoldedText, _ hearing: Hearing) -> Bool {
    let reader = DateReader(today: hearing.today, calendar: hearing.rules.calendar)
    guard let found = DayPhrase.find(in: text.typed(0..<text.count), hearing) else { return false }
    switch reader.read(found.day) {
    case .deadline(let deadline) where deadline.day <= hearing.today: return false
    case .past, .unreadable: return false
    default: return !urging.occurs(in: found.rest)
    }
  }

  /// 我代小刘签.
  private static func isForAnother(_ word: [Unicode.Scalar]) -> Bool {
    var scanner = Scanner(FoldedText(word))
    _ = scanner.take("由")
    _ = scanner.take("我")
    guard scanner.take("代") || scanner.take("替") else { return false }
    let rest = scanner.text.folded[scanner.index...]
    return rest.count <= 8
      && ["签", "签收", "收"].contains { rest.reversed().starts(with: $0.unicodeScalars.reversed()) }
  }

  // MARK: Words

  /// In them a word of denial, waiting or doubt says nothing of the kind.
  private static let harmless = [
    "没什么问题", "没有什么问题", "没有问题", "没问题", "无问题", "没有意见", "没意见", "无意见", "没有异议", "没异议", "无异议",
    "没毛病", "没有毛病", "没的说", "没得说", "不存在问题", "不再", "不得", "不要再", "不准再", "不能再", "不许", "不准", "下不为例",
    "未发现", "没发现", "没有发现", "未见异常", "未见问题", "未见反弹", "未见积水", "未再", "没有再", "没再", "没有出现", "未出现", "没有复发",
    "未复发", "没有反弹", "没反弹",
    "未反弹", "不反弹", "没有积水", "没积水", "不积水", "没有垃圾", "没垃圾", "没有异味", "没异味", "没有堆放", "没有占道", "不占道",
    "没有渗漏", "不渗漏", "没有漏", "不漏", "不堵", "不臭", "不响", "不乱", "不吵", "没有污水", "没有油烟", "没有噪声", "没有噪音",
    "没有投诉", "没有遗留", "没有隐患", "没有破损", "不错", "不断", "不少", "不久", "不留死角", "不留尾巴", "不影响", "不拖", "不误",
    "不容易", "不折不扣", "不锈钢", "不动产", "未来", "未成年", "特别", "分别", "区别", "级别", "别墅", "缓解", "缓和", "若干",
    "或若", "接待", "对待", "招待", "已补充", "已补齐", "已补交", "已补上", "已补报", "已补办", "补齐了", "补上了", "补交了", "补充了",
    "可能的问题", "首先", "先进", "先锋", "先生", "等级", "等等", "等到位",
  ]

  private static let marks: WordSet = [
    // Conditions.
    "如果", "假如", "假使", "倘若", "要是", "若", "只要", "除非", "的话", "前提", "条件是", "有条件", "附条件", "视情", "视具体",
    "而定",
    "看情况", "再说", "再议", "再看", "再等", "再定", "再研", "再核", "再商", "再讨论", "再批", "再验", "再签", "再收", "再办",
    "再恢复",
    "再报", "才能", "才可", "方可", "方能", "后才", "为准", "除外", "除了",
    // Waiting.
    "暂", "缓", "待定", "待议", "待查", "待核", "有待", "还待", "尚待", "待补", "等一等", "过几天", "改天", "改日", "以后再",
    "下次再",
    "推迟", "延后", "押后", "搁", "要等", "得等", "需等", "还等", "先等", "请等", "要先", "得先", "需先", "请先", "下周", "下星期",
    "下礼拜",
    "下个月", "下月", "节后", "明天", "后天", "明日", "晚点", "晚些",
    // Denial.
    "没", "未", "不", "别", "勿", "甭", "无法", "无权", "无从", "无关", "难以", "拒", "否", "并非", "来不及",
    // What is lacking.
    "还有", "还要", "还需", "还差", "还在", "还是", "还得", "还缺", "还应", "还欠", "还可以再", "尚未", "尚有", "尚在", "尚需",
    "尚差",
    "尚缺", "仍", "缺少", "缺了", "缺一", "缺材料", "缺照片", "缺资料", "欠缺", "差一", "差两", "差几", "差点", "请补", "要补",
    "需补", "补齐",
    "补充", "补交", "补上", "补报", "补办",
    // Doubt.
    "好像", "似乎", "可能", "也许", "或许", "大概", "估计", "恐怕", "怕是", "应该", "拿不准", "存疑", "怀疑", "疑问", "疑似", "质疑",
    "难说",
    "感觉", "说是", "听说", "据说", "据称", "勉强", "凑合", "吗",
    // Objection, or only in part.
    "反对", "异议", "有意见", "保留意见", "有问题", "有疑", "争议", "驳回", "打回", "重做", "返工", "重新整改", "重新办", "重新反馈",
    "重新报",
    "重新验", "需重新", "要重新", "请重新", "请退回", "要退回", "错了", "搞错", "弄错", "写错", "发错", "选错", "点错", "误发", "改派",
    "另行", "另议", "另派", "只同意", "只批", "只能", "只收", "只签", "只恢复", "只验", "只延", "仅同意", "仅批", "仅限", "仅恢复",
    "部分",
    "一半",
  ]

  private static let openings = [
    "等", "待", "先", "但", "不过", "只是", "可是", "然而", "却", "就是", "我看", "建议", "最好", "取消", "作废", "撤回", "撤销",
    "退回", "停",
  ]

  private static let urging: WordSet = [
    "完成", "办结", "办完", "办好", "到位", "反馈", "竣工", "务必", "确保", "抓紧", "必须", "看过", "查过", "核实", "已",
  ]

  /// Of these a sentence is made that takes a case in hand.
  private static let compliant: Set<String> = [
    "我", "我们", "我局", "我单位", "本单位", "我处", "我所", "我街道", "单位", "这边", "已", "已经", "现", "现已", "今天", "今日",
    "上午", "下午",
    "马上", "立即", "立刻", "尽快", "抓紧", "及时", "认真", "一定", "会", "将", "就", "这就", "去", "来", "派", "派人", "人",
    "安排", "看", "看看", "组织", "落实",
    "办", "办理", "处理", "整改", "部署", "现场", "查看", "勘查", "核实", "跟进", "按期", "按时", "按要求", "反馈", "收到", "签收",
    "收悉", "知悉",
    "知道", "明白", "照办", "放心", "请放心", "谢谢", "辛苦", "好", "好的", "了", "的", "一下", "文书", "督办单", "提醒单", "提示单",
    "通知",
    "交办", "件", "此件", "这件", "全部", "都", "所有", "代签",
  ]
}
