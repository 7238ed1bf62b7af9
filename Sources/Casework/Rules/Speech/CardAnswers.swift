/// Answers to a card. Which command an answer comes to depends on what the case waits for and on
/// who says it; where exactly one fits and it has no weight it is carried out, else it is asked back.
enum CardAnswers {
  static func decide(
    _ answer: CardAnswer, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.find, situation, what: "办事")
    guard let number = answer.number else {
      return try SigningFor.receivedWithoutCard(casebook, situation)
    }
    guard let matter = try casebook.matter(number) else {
      // 可以 is a courtesy before it is anything else; whoever says 收到 may believe that he signed.
      if answer.word == .agreed(isCourtesy: true) { return Decision() }
      if answer.word == .received { throw SigningFor.nothing(situation) }
      throw try casebook.isKeptInside(number) ? Refusal.keptInside(number) : .unavailable
    }
    do {
      return try decide(answer, on: matter, casebook, situation)
    } catch let refusal as Refusal where refusal != .unavailable {
      // Whoever answers the answer means the same case.
      // A decision that was refused is an event, whatever word it was asked in.
      var decision = refuse(answer.word.decides ? .confirm : .find, refusal, situation)
      decision.replies[0].card = number
      return decision
    }
  }

  private static func decide(
    _ answer: CardAnswer, on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch answer.word {
    case .received: return try SigningFor.received(matter, casebook, situation)
    case .agreed(let isCourtesy):
      return try Consenting.agree(
        matter, isCourtesy: isCourtesy, remark: answer.text, casebook, situation)
    case .confirmed:
      return try Consenting.confirm(matter, remark: answer.text, casebook, situation)
    case .declined: return try Consenting.decline(matter, answer.text, casebook, situation)
    case .proposed(let proposal):
      return try Proposing.propose(proposal, for: matter, casebook, situation)
    case .remarked(let isQuestion):
      return try Remarking.remark(
        answer.text, isQuestion: isQuestion, on: matter, casebook, situation)
    }
  }
}

extension CardAnswer.Word {
  /// Whether it is a word on what waits for a decision; 可以 may be a courtesy.
  fileprivate var decides: Bool {
    switch self {
    case .agreed, .confirmed, .declined: true
    case .received, .proposed, .remarked: false
    }
  }
}

extension Decision {
  /// Read that command as if it had been typed.
  static func rerun(_ command: String, confirmation: Confirmation? = nil) -> Decision {
    var decision = Decision()
    decision.rerun = Rerun(command: command, confirmation: confirmation)
    return decision
  }
}

/// 收到: the unit that was addressed signs for what it got. Whoever signs nothing by it is told so: he, and who
/// reads it, would believe that it was signed for.
enum SigningFor {
  static func received(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let duties = Duty.of(matter)
    if isOwed(by: situation.actor, matter) {
      return shownAgain(matter, situation) ?? .rerun("/签收 \(matter.number)")
    }
    // Whoever is of the unit and may not sign believes that he did.
    if duties.contains(where: { $0.kind == .sign }), isOfUnit(situation, matter) {
      return .rerun("/签收 \(matter.number)")
    }
    if let transfer = matter.handling?.transfer(to: situation.actor.id),
      transfer.received == nil
    {
      return .rerun("/回执 \(matter.number) 已收")
    }
    throw Refusal(.nothingPending, try nothing(matter, casebook, situation))
  }

  /// Whether his 收到 signs for it.
  static func isOwed(by actor: Actor, _ matter: Case) -> Bool {
    Duty.of(matter).contains { $0.kind == .sign || $0.kind == .signPrivately }
      && AccessPolicy.allows(actor, .receive, on: matter)
  }

  /// What is signed for is what the card showed: where the unit was sent something after it, that is shown first.
  private static func shownAgain(_ matter: Case, _ situation: Situation) -> Decision? {
    guard let unit = matter.details.unit,
      let last = matter.unsigned(by: unit).map(\.since).max(), situation.answersCard(before: last)
    else { return nil }
    let number = matter.number
    var text: Wording = "\(number)号要签收的是您回复的卡片之后才送的，请再看一遍"
    text.add("事项：\(Cards.brief(matter.title, limit: 40))")
    if let due = matter.due { text.add("期限：\(situation.days.full(due.day))") }
    text.add("要办的是：签收")
    return situation.askToConfirm(
      "/签收 \(number)", .receive, about: [matter], showing: text, card: number)
  }

  // MARK: Nothing signed

  /// 收到 about no case, or about one that is not shown to him.
  static func nothing(_ situation: Situation) -> Refusal {
    var text: Wording = "这一句没有签收，什么也没有记。"
    text.add(
      situation.actor.roles.contains(.unit)
        ? "看等贵单位办的事：\(typed: "待办")" : "签收由责任单位联络员办。")
    return Refusal(.nothingPending, text)
  }

  /// What 收到 did not do about a case, why, and who signs.
  private static func nothing(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let number = matter.number
    let first = "这一句没有签收，什么也没有记"
    guard number.series == .open else { return Wording(first + "。") }
    guard matter.state.isOpen else {
      return Wording("\(first)：\(number)号\(matter.state.name)，没有要签收的。")
    }
    guard let unit = matter.details.unit,
      matter.holder != nil || Duty.of(matter).contains(where: { $0.kind == .sign })
    else {
      return Wording("\(first)：\(number)号现在没有交给单位办。")
    }
    let name = try People.name(of: unit, casebook)
    let actor = situation.actor
    if AccessPolicy.allows(actor, .receive, on: matter) {
      var text = Wording(
        !matter.wasSignedFor
          ? "\(first)：\(number)号现在不用签收。" : "\(first)：\(number)号贵单位已经签收过。")
      if try NextStep.isOpen(
        .progress, .progress, on: matter, to: actor, casebook, now: situation.now,
        situation.rules)
      {
        text.add("报进展请发：\(typed: "进展 \(number) 内容")")
      }
      return text
    }
    guard Duty.of(matter).contains(where: { $0.kind == .sign }) else {
      return Wording("\(first)：\(number)号由\(name)办，现在没有要签收的。")
    }
    if actor.roles.contains(.unit) {
      return Wording("\(first)：\(number)号现在由\(name)办，不用贵单位签收。")
    }
    var text = Wording("\(first)：您不是\(name)的联络员。")
    if let contact = try UnitNotices.contact(of: unit, on: situation.today, casebook) {
      text.add(
        "\(number)号请\(try Namesakes.distinct(contact.id, casebook, situation.rules))回“收到”签收。")
    } else {
      text.add("\(name)还没有联络员，\(number)号请专班先登记联络员。")
    }
    return text
  }

  private static func isOfUnit(_ situation: Situation, _ matter: Case) -> Bool {
    situation.actor.person.unit.map { $0 == matter.details.unit?.id } ?? false
  }

  /// 收到 to the bot with no card: the one that waits for it; one question where there are more.
  static func receivedWithoutCard(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let waiting = try casebook.duties(DutyQuery(kinds: [.sign, .signPrivately])).map(\.matter)
      .reduce(into: [CaseNumber]()) { if !$0.contains($1) { $0.append($1) } }
      .compactMap { try casebook.matter($0) }.filter {
        AccessPolicy.allows(situation.actor, .receive, on: $0)
      }
    guard let first = waiting.first else {
      let unsigned = try casebook.duties(DutyQuery(kinds: [.sign])).map(\.matter)
      let own = try unsigned.compactMap { try casebook.matter($0) }
        .first { isOfUnit(situation, $0) }
      guard let own else { throw nothing(situation) }
      return .rerun("/签收 \(own.number)")
    }
    if waiting.count == 1 { return .rerun("/签收 \(first.number)") }
    var text = Wording("有\(waiting.count)件等您签收，签哪一件？")
    let shown = waiting.prefix(5)
    for (index, matter) in shown.enumerated() {
      text.add("回\(index + 1)：\(matter.number)号 \(Cards.brief(matter.title, limit: 20))")
    }
    return Decision(
      replies: [Reply(text: text)],
      dialogue: situation.ask(.choice(shown.map { "/签收 \($0.number)" }), for: .question))
  }
}
