/// Visits that nobody is told of before: what may tell of one to come. The only rule about them, asked
/// of every text before anything reads it.
public enum UnannouncedVisit {
  /// Whether the text may tell when or where one will be: it names such a visit, and a time or an
  /// intention, and does not plainly speak of one that was.
  /// - Parameters:
  ///   - sentence: folded, so that marks and widths do not matter.
  ///   - isReminder: A reminder is about what comes.
  public static func isPlanned(in sentence: String, isReminder: Bool) -> Bool {
    guard kinds.occurs(in: sentence) || isUnasked(sentence) else { return false }
    if isReminder || toCome.occurs(in: sentence) { return true }
    return times.occurs(in: sentence) && !past.occurs(in: sentence)
  }

  private static let kinds: WordSet = [
    "暗访", "突击检查", "突击抽查", "突击查", "突访", "飞行检查", "飞检", "四不两直", "回马枪", "暗查",
    "秘密检查", "秘密调查", "秘密走访", "秘密查", "暗中走访", "暗中检查", "暗中调查", "暗中查", "微服", "私访", "夜查", "突袭",
    "便衣检查", "便衣走访", "装成顾客", "扮成顾客", "以顾客身份",
  ]
  /// 不打招呼去查: a pipe that is shut off 不打招呼 is no visit.
  private static func isUnasked(_ sentence: String) -> Bool {
    (unasked.occurs(in: sentence) && looking.occurs(in: sentence))
      || (untold.occurs(in: sentence) && going.occurs(in: sentence))
  }
  private static let unasked: WordSet = ["不打招呼", "不发通知"]
  private static let looking: WordSet = [
    "查", "访", "督导", "看看", "去看", "直接去", "直接到", "招呼去", "招呼到",
  ]
  private static let untold: WordSet = ["不通知", "不提前通知", "不事先通知", "别告诉", "不要告诉", "不告诉"]
  private static let going: WordSet = ["直接去", "直接到", "去看", "看看", "去查", "去检查", "抽查", "走访"]
  /// Words of what is still to come, whatever else is said.
  private static let toCome: WordSet = [
    "明天", "明早", "明晚", "明日", "后天", "今晚", "下周", "下星期", "下礼拜", "下个月", "下月", "月底", "过两天", "过几天", "改天",
    "近期",
    "近日", "即将", "马上", "稍后", "待会", "一会儿", "集合", "出发", "准备", "计划", "拟", "打算", "定于", "将于", "要去", "安排在",
    "节前",
    "节后", "节日期间",
  ]
  private static let times: WordSet = [
    "今天", "今日", "上午", "下午", "晚上", "早上", "中午", "夜里", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末",
    "星期", "礼拜",
    "本周", "这周", "本月", "月", "号", "日", "点", "时", "去", "带队", "到现场",
  ]
  private static let past: WordSet = [
    "昨", "前天", "上周", "上月", "上个月", "发现", "查到", "查出", "看到", "了", "过", "已", "结果", "通报", "反馈的", "指出",
  ]
}
