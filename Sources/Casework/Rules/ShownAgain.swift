/// A yes or a no counts for what was shown. Where it answers a card from before what waits now, that is shown
/// first and waits for 确认: one rule for all that waits. 销号, what takes two people and drafts show more than
/// this, and ask `Situation.answersCard` themselves.
enum ShownAgain {
  /// What waits now; nil where the answer counts as it is.
  /// - Parameters:
  ///   - answer: What 确认 does: 批准延期.
  ///   - command: The command that does it, with its slash.
  static func ask(
    _ answer: String, _ command: String, _ verb: Verb, _ item: Awaited.Item, on matter: Case,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    guard !situation.confirmed, isOlder(than: item, on: matter, situation) else { return nil }
    let number = matter.number
    var text: Wording = "\(number)号的\(item.subject)是您回复的卡片之后才有的，请再看一遍"
    text.add("事项：\(Cards.brief(matter.title, limit: 40))")
    for line in try facts(item, on: matter, casebook, situation) { text.add(line) }
    text.add("要办的是：\(answer)")
    return situation.askToConfirm(
      command, verb, about: [matter], showing: text, card: number)
  }

  /// The question about it, below what it is about where the card that is answered did not show that.
  static func above(
    _ question: Wording, _ item: Awaited.Item, on matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    guard isOlder(than: item, on: matter, situation) else { return question }
    var text: Wording = "\(matter.number)号的\(item.subject)是您回复的卡片之后才有的："
    for line in try facts(item, on: matter, casebook, situation) { text.add(line) }
    text.add(question)
    return text
  }

  /// Whether the card that is answered is from before it.
  static func isOlder(
    than item: Awaited.Item, on matter: Case, _ situation: Situation
  ) -> Bool {
    item.since(matter).map(situation.answersCard(before:)) ?? false
  }

  private static func facts(
    _ item: Awaited.Item, on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Wording] {
    func from(_ person: PersonID?, _ word: String) throws -> [Wording] {
      guard let person else { return [] }
      return ["\(word)：\(try People.address(of: person, casebook))"]
    }
    switch item {
    case .extending:
      guard let request = matter.handling?.extensionAsked else { return [] }
      return try Extending.lines(request, matter.due, situation.days) + from(request.by, "申请")
    case .verification:
      guard let report = matter.handling?.report else { return [] }
      let files = EvidenceWords.count(EvidenceWords.since(matter))
      return [
        "反馈：\(Cards.brief(report.text, limit: 60))", "审签：\(report.signedOffBy)；\(files)",
      ]
    case .closing:
      return try Closing.facts(matter, casebook, situation) + from(matter.proposal?.by, "发起")
    case .act(let asked):
      return try Seconding.facts(
        asked, matter, Viewer.of(situation, casebook), casebook, situation) + from(asked.by, "发起")
    case .draft(let draft):
      let unit = try People.name(of: draft.unit, casebook)
      let code = TextDigest.code(draft.digest)
      return ["\(unit)，期限：\(situation.days.full(draft.due.day))；核验码：\(code)"]
    case .dispute:
      guard let dispute = matter.handling?.dispute else { return [] }
      return ["理由：\(Cards.brief(dispute.reason, limit: 60))"]
    }
  }
}

extension Awaited.Item {
  /// How a sentence calls what waits.
  var subject: String {
    switch self {
    case .verification: "反馈"
    case .extending: "延期申请"
    case .closing: "销号提请"
    case .draft: "文书草稿"
    case .act(let asked): "\(asked.kind.name)提请"
    case .dispute: "异议"
    }
  }

  /// Since when it waits.
  func since(_ matter: Case) -> Instant? {
    switch self {
    case .verification: matter.handling?.report?.at
    case .extending: matter.handling?.extensionAsked?.at
    case .closing: matter.proposal?.at
    case .draft(let draft): draft.draftedAt
    case .act(let asked): asked.at
    case .dispute: matter.handling?.dispute?.at
    }
  }
}
