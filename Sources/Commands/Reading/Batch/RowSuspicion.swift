/// Whether a row of a pasted table may accuse a person: an office or a name left open, near a deed.
/// Such a row is neither registered nor kept, and the other rows go on without it.
enum RowSuspicion {
  static func suspects(_ text: FoldedText) -> Bool {
    let words = text.foldedString(0..<text.count)
    return persons.contains(where: words.contains) && deeds.contains(where: words.contains)
  }

  private static let persons = [
    "某", "站长", "局长", "镇长", "乡长", "书记", "主任", "所长", "科长", "队长", "村长", "校长", "院长", "负责人", "领导", "干部",
    "工作人员",
  ]

  private static let deeds = [
    "请吃", "吃请", "请商户吃饭", "商户请", "请客", "收钱", "收了", "购物卡", "红包", "礼金", "回扣", "好处费", "索要", "受贿", "行贿",
    "贪污", "挪用", "吃拿卡要", "优亲厚友", "以权谋私", "截留", "侵占", "刁难", "送礼", "烟酒",
  ]
}
