import Casework

/// What may be typed where: words for private chats only, plans of unannounced visits, and questions
/// that have the one answer of what does not exist.
enum Discretion {
  /// Commands that are typed in private only. In a group whoever types them gets one fixed line.
  static let privateVerbs: Set<Verb> = [
    .transfer, .copy, .caution, .talk, .acknowledge, .audit, .strike,
  ]

  /// The same for names that are no command of this version.
  private static let privateNames = [
    "移送", "抄送", "提醒单", "约谈", "问责", "标定", "回执", "审计", "暗访",
  ].map { Array($0.unicodeScalars) }

  /// Whether the text begins with such a word. Decided by the word alone.
  static func isPrivateOnly(_ head: CommandHead, _ text: FoldedText, isAddressed: Bool) -> Bool {
    switch head {
    case .command(let verb, _): return privateVerbs.contains(verb)
    case .foreign: return false
    case .reserved, .unknown: return beginsPrivately(text)
    case .none: return isAddressed && beginsPrivately(text)
    }
  }

  private static func beginsPrivately(_ text: FoldedText) -> Bool {
    var scanner = Scanner(text)
    scanner.skip { $0.isBlank || $0 == "/" || $0 == "!" }
    let word = scanner.index
    return privateNames.contains { name in
      guard text.matches(name, at: word) else { return false }
      let behind = Scanner(text, from: word + name.count)
      return behind.endsName || name.elementsEqual("暗访".unicodeScalars)
    }
  }

  static let privateOnly = Refusal(.privateOnly, "这类操作请私聊我。")
  /// The same where the message must not stand there either.
  static let privateOnlyHeld = Refusal(
    .privateOnly, "这类操作请私聊我。", aside: "您刚才在群里发的没有办，这类操作请在这里发。"
  ).held

  // MARK: Unannounced visits

  /// Whether the text may tell the time of an unannounced visit to come.
  /// - Parameter verb: of the command; a reminder is about what comes.
  static func plansVisit(_ text: FoldedText, _ verb: Verb?) -> Bool {
    UnannouncedVisit.isPlanned(
      in: text.foldedString(0..<text.count), isReminder: verb == .remind)
  }

  /// The answer to a text that may tell of one: what it was is said, where it was typed and, of a group, once
  /// more to its writer alone.
  /// - Parameter verb: what the text comes to; nil for a sentence.
  static func visitPlan(_ verb: Verb?, isPrivate: Bool) -> Refusal {
    guard !isPrivate else {
      return Refusal(
        .visitPlan, "暗访的时间地点请不要写在事项里，这条没有记。\n要提醒自己，请发：\(typed: visitReminder)")
    }
    guard verb != .remind else {
      return Refusal(
        .visitPlan, "这类安排请私聊我设置，这条没有设。",
        aside: "您刚才在群里要设的提醒是暗访一类的安排，没有设。\n请在这里发：\(typed: visitReminder)")
    }
    // A case is no place for it in private either.
    return Refusal(
      .visitPlan, "暗访一类的安排请不要写在群里和事项里，这条没有办。\n要提醒自己，请私聊我发：\(copied: visitReminder)",
      aside: "您刚才在群里发的是暗访一类的安排，没有办。\n要提醒自己，请在这里发：\(typed: visitReminder)")
  }

  private static let visitReminder = "提醒 明天9点 内容"

  // MARK: Who told us

  /// Whether a table has a column of those who told us, or of their papers.
  static func namesReporters(_ text: FoldedText) -> Bool {
    let words = text.foldedString(0..<text.count)
    return told.occurs(in: words)
  }

  private static let told: WordSet = ["反映人", "举报人", "投诉人", "来电人", "身份证"]

  // MARK: Questions with one answer

  /// Who raised something, or how many persons were dealt with: never answered.
  static func isUnanswerable(_ text: FoldedText) -> Bool {
    let sentence = text.foldedString(0..<text.count).filter { $0 != " " }
    return unanswerable.occurs(in: sentence)
  }

  private static let unanswerable: WordSet = [
    "谁反映", "谁举报", "谁告的", "谁投诉", "谁提供的", "反映人是", "举报人", "哪个反映", "谁说的", "处理了几个人", "处理了多少人", "处理几人",
    "处理多少人", "处分了", "问责了", "查了几个人", "查处了", "留置了", "被反映人",
  ]
}
