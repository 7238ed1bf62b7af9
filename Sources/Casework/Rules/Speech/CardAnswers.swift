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
      // 收到 and 可以 are courtesies before they are anything else.
      if answer.word == .received || answer.word == .agreed(isCourtesy: true) { return Decision() }
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
    case .received: return SigningFor.received(matter, situation)
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

/// 收到: the unit that was addressed signs for what it got.
enum SigningFor {
  static func received(_ matter: Case, _ situation: Situation) -> Decision {
    let duties = Duty.of(matter)
    if duties.contains(where: { $0.kind == .sign || $0.kind == .signPrivately }),
      AccessPolicy.allows(situation.actor, .receive, on: matter)
    {
      return .rerun("/签收 \(matter.number)")
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
    return Decision()
  }

  private static func isOfUnit(_ situation: Situation, _ matter: Case) -> Bool {
    situation.actor.person.unit.map { $0 == matter.details.unit?.id } ?? false
  }

  /// 收到 in private with no card: the one that waits for it; one question where there are more.
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
      return try unsigned.compactMap { try casebook.matter($0) }
        .first { isOfUnit(situation, $0) }.map { .rerun("/签收 \($0.number)") } ?? Decision()
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
