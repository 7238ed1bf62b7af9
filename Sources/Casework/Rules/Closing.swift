/// 销号: closing takes two people. The first proposes, another one of the team, neither proposer
/// nor lead, approves; each is shown the matter once more and answers 确认. A proposal lapses.
enum Closing {
  /// 确认 by somebody who was asked nothing: says what waits, and how it is confirmed.
  static func nothingPending(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let waiting = try casebook.find(CaseQuery(states: [.closing], limit: 20)).cases
    guard AccessPolicy.allows(situation.actor, .close) else {
      return Refusal(
        .nothingPending,
        waiting.isEmpty
          ? "没有等您确认的事。" : "没有等您确认的事。\n确认销号由\(AccessPolicy.permission(for: .close).wording)的同志办。")
    }
    let mine = waiting.filter { mayApprove($0, situation.actor) }
    guard let first = mine.first else {
      return Refusal(.nothingPending, "没有等您确认的事。\n要销号请先发：\(typed: "销号 编号")")
    }
    let numbers = mine.map { "\($0.number)号" }.joined(separator: "、")
    return Refusal(
      .nothingPending,
      "没有正等您回“确认”的事。\n等第二人确认销号：\(numbers)\n请先看一遍：\(typed: "销号 \(first.number)")")
  }

  /// Neither proposer nor lead, nor whoever stands in for one of them today.
  static func mayApprove(_ matter: Case, _ actor: Actor) -> Bool {
    [matter.proposal?.by, matter.lead].compactMap { $0 }
      .allSatisfy { $0 != actor.id && !actor.standsInFor.contains($0) }
  }

  /// Shows the matter once more and waits for 确认; does it once it was confirmed.
  static func close(
    _ number: CaseNumber, _ result: ClosingResult?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.close, situation, what: "销号")
    let matter = try Guards.matter(number, casebook)
    let half = try half(of: matter, situation)
    let agreed = result ?? matter.proposal?.result ?? .rectified
    if half == .approval, let proposal = matter.proposal, agreed != proposal.result {
      throw Refusal(
        .changedSince,
        "提请的结果是“\(proposal.result.name)”，您写的是“\(agreed.name)”，两人要一致。\n同意请发：\(typed: "销号 \(number)")"
      )
    }
    if situation.confirmed {
      return half == .proposal
        ? try propose(matter, agreed, situation) : try approve(matter, casebook, situation)
    }
    let summary = try summary(matter, half, agreed, casebook, situation)
    return situation.askToConfirm(
      "/销号 \(number) \(agreed.name)", .close, about: [matter], showing: summary, card: number)
  }

  private enum Half { case proposal, approval }

  /// Which half this would be; refuses where it can be neither.
  private static func half(
    of matter: Case, _ situation: Situation
  ) throws(Refusal) -> Half {
    if let proposal = matter.proposal {
      _ = try Guards.transition(.close, of: matter, situation)
      if proposal.by == situation.actor.id {
        throw samePerson(matter, "您是提请人")
      }
      if matter.lead == situation.actor.id {
        throw samePerson(matter, "您是领衔人")
      }
      guard mayApprove(matter, situation.actor) else {
        throw samePerson(matter, "您今天代提请人或领衔人")
      }
      return .approval
    }
    if matter.lead == nil, matter.state.isOpen {
      throw Refusal(
        .missingLead,
        "\(matter.number)号还没有领衔人，不能销号。\n请先定领衔人：\(typed: "领衔 \(matter.number) 姓名")")
    }
    let transition = try Guards.transition(.proposeClosing, of: matter, situation)
    if transition.needs.contains(.progress), matter.progressCount == 0 {
      throw Refusal(
        .missingProgress,
        "\(matter.number)号还没有进展记录，不能销号。\n请先记进展：\(typed: "进展 \(matter.number) 内容")")
    }
    return .proposal
  }

  private static func samePerson(_ matter: Case, _ who: String) -> Refusal {
    Refusal(
      .samePerson,
      "\(matter.number)号销号要两个人，\(who)，不能再由您确认。\n请另一位专班同志发：\(typed: "销号 \(matter.number)")")
  }

  private static func summary(
    _ matter: Case, _ half: Half, _ result: ClosingResult, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    let days = situation.days
    let first =
      half == .proposal
      ? "\(matter.number)号拟提请销号，请再看一遍" : "\(matter.number)号等您确认销号，请再看一遍"
    var text = Wording(first)
    text.add("事项：\(Cards.brief(matter.title, limit: 40))")
    text.add("结果：\(result.name)；进展\(matter.progressCount)条")
    if let last = matter.lastProgress {
      let day = days.short(situation.rules.zone.day(of: last.at))
      text.add("最近：\(day)，\(Cards.brief(last.text, limit: 40))")
    }
    if let lead = matter.lead { text.add("领衔：\(try People.address(of: lead, casebook))") }
    if let proposal = matter.proposal {
      text.add("提请：\(try People.address(of: proposal.by, casebook))")
    }
    return text
  }

  private static func propose(
    _ matter: Case, _ result: ClosingResult, _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(.proposeClosing, of: matter, situation)
    let lapses = situation.now.adding(
      seconds: situation.rules.procedure.seconds(.closing))
    let change = CloseProposed(
      result: result, lapses: lapses, step: Guards.step(transition, of: matter))
    let until = situation.days.full(situation.rules.zone.day(of: lapses))
    var text = Wording("\(matter.number)号已提请销号，还差一人确认。")
    text.add("请另一位专班同志在\(until)前发：\(typed: "销号 \(matter.number)")")
    text.add("提请人和领衔人不能确认。")
    return Decision(
      events: [situation.event(.matter(matter.number), .closeProposed(change))],
      replies: [Reply(text: text, card: matter.number)], dialogue: .close)
  }

  private static func approve(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard let proposal = matter.proposal else {
      throw try nothingPending(casebook, situation)
    }
    let transition = try Guards.transition(.close, of: matter, situation)
    let change = CaseClosed(
      result: proposal.result, proposer: proposal.by,
      step: Guards.step(transition, of: matter))
    let by = try People.address(of: proposal.by, casebook)
    var text = Wording("\(matter.number)号已销号：\(proposal.result.name)。")
    text.add("提请：\(by)；确认：\(situation.actor.person.address)")
    return Decision(
      events: [situation.event(.matter(matter.number), .closed(change))],
      replies: [Reply(text: text, card: matter.number)], dialogue: .close)
  }
}
