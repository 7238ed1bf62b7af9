/// Single court judgments are not for 督办: courts decide, and there are ways of appeal.
enum Judgments {
  /// Refuses a text that asks to change a court's judgment. That a case is dragged out, not taken up or not
  /// enforced is a matter like any other.
  static func check(_ texts: String?..., undone: String = "没有登记") throws(Refusal) {
    guard texts.contains(where: { $0.map(asksToChange) ?? false }) else { return }
    throw Refusal(
      .courtJudgment,
      "个案裁判不属这里督办，\(undone)。\n请引导当事人依法申诉；反映办事拖延、不立案的，可按“事”重发。")
  }

  static func asksToChange(_ text: String) -> Bool {
    // 材料再审核一遍 has nothing to do with 再审.
    var text = text
    if again.occurs(in: text) {
      for word in ["再审核", "再审批", "再审查", "再审议", "再审计"] { text = text.replacing(word, with: "") }
    }
    if plain.occurs(in: text) || (court.occurs(in: text) && again.occurs(in: text)) { return true }
    return judgments.occurs(in: text) && changes.occurs(in: text)
  }

  private static let plain: WordSet = [
    "改判", "申请再审", "要求再审", "提起再审", "启动再审", "撤销判决", "推翻判决", "不服判决",
  ]
  private static let court: WordSet = ["法院"]
  private static let again: WordSet = ["再审", "重审", "撤销判"]
  private static let changes: WordSet = ["再审", "重审", "撤销", "推翻", "不服", "翻案", "重新判", "重判", "纠正"]
  private static let judgments: WordSet = [
    "判决", "裁判", "宣判", "判刑", "法院裁定", "裁定书", "一审", "二审", "终审", "法院判",
  ]
}
